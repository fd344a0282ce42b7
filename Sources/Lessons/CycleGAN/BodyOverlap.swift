import GANKit

// Whether striped animals stand where they should.

// snippet.overlap
/// Where animals are striped, in pictures `[N, H, W, 3]` in [-1, 1]: `[N, H, W, 1]`, 1 where at least a fifth of the
/// surroundings is as dark as a stripe, otherwise 0. Lone dark spots, such as tree trunks and muzzles, do not count.
func stripedRegions(in pictures: Tensor) -> Tensor {
  let dark = pictures.detached.mean(axes: [3], keepingDimensions: true) .< -0.55
  // 9 x 9 pixels of pictures of 64 x 64: wider than the white stripe between two dark ones.
  let reach = max(pictures.shape[1] / 14, 1)
  let share = dark.padded(reach).averagePooled(kernel: PerAxis(2 * reach + 1), stride: 1)
  return share .> 0.2
}

/// The mean of (area in both) / (area in either) of the striped regions of two batches of pictures: 1 if they are the
/// same, 0 if they have nothing in common.
func bodyOverlap(_ pictures: Tensor, _ truth: Tensor) -> Double {
  let (found, right) = (stripedRegions(in: pictures), stripedRegions(in: truth))
  let overlaps = (0..<truth.shape[0]).map { row -> Float in
    let (a, b) = (found.rows(row..<row + 1), right.rows(row..<row + 1))
    let both = (a * b).sum().scalar
    return both / max(a.sum().scalar + b.sum().scalar - both, 1)
  }
  return Double(overlaps.reduce(0, +)) / Double(overlaps.count)
}
// snippet.end

extension Tensor {
  /// Pictures moved to the right by some pixels; the left edge is repeated by its own mirror image.
  func movedRight(by pixels: Int) -> Tensor {
    padded(top: 0, bottom: 0, left: pixels, right: 0, mode: .reflect).sliced(axis: 2, 0..<shape[2])
  }
}
