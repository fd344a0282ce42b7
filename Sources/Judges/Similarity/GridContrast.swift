import GANKit

/// How strongly images show the grid of a transposed convolution's stride: 1 is not at all.
///
///     the larger of   max(light) / min(light)   and   max(dark) / min(dark)
///
///     light(p, q) = mean of max(d(n, y, x, c), 0)^2    over all n, c, y = p and x = q modulo the period
///     dark(p, q)  = mean of max(-d(n, y, x, c), 0)^2   over the same
///
/// where d is the finest detail: the image minus its 3x3 binomial blur, weights 1 2 1 along both axes. Photographs and
/// digits know nothing of the grid that they are drawn on, so that light and dark details are as frequent in each class
/// of pixels (even rows and even columns, even rows and odd columns, ...). Two patterns break this. If kernels overlap
/// unevenly, the pixels under more stamps vary more, now up, now down: both kinds of detail are stronger there (Odena,
/// Dumoulin and Olah 2016, "Deconvolution and Checkerboard Artifacts", Distill). And a grid that is the same in all
/// images makes the details of a class of pixels light and those of another dark. A measure that subtracts the mean
/// image first, or squares light and dark alike, would miss the second pattern.
///
/// For independent pixels of variance v(p, q), the quotient is that of the variances after the blur has mixed
/// neighbours: see ``gridContrast(ofVariances:)``. With a thousand images the measure is steady to about 0.02.
///
/// - Parameters:
///   - images: `[N, H, W, C]` in any range; at least two periods high and wide.
///   - period: the stride of the last layer, at least 2.
/// - Returns: 1 or more; 1 also for images without any detail; infinity if a class has no light or no dark details.
public func gridContrast(of images: Tensor, period: Int = 2) -> Double {
  require(
    images.rank == 4 && images.shape[0] >= 1,
    "gridContrast: needs at least one image, [N, H, W, C], found shape \(images.shape)")
  require(
    period >= 2 && min(images.shape[1], images.shape[2]) >= 2 * period,
    "gridContrast: images of shape \(images.shape) are less than two periods of \(period) pixels high or wide; "
      + "the smallest legal size is \(2 * period) x \(2 * period)")
  let detail = images.detached - blurred(images.detached)
  // In flat images only rounding errors are left.
  guard square(detail).mean().scalar > 1e-10 * square(images.detached).mean().scalar else { return 1 }
  return [relu(detail), relu(-detail)].map { part in
    let strengths = strengthsByPhase(part, period: period)
    return strengths.max()! / strengths.min()!
  }.max()!
}

/// What `gridContrast(of:)` is for independent pixels whose variances repeat with a period, away from the edges.
///
/// - Parameter variances: one row for each row of a period; as many columns as rows.
public func gridContrast(ofVariances variances: [[Double]]) -> Double {
  let period = variances.count
  let blur: [[Double]] = [[1, 2, 1], [2, 4, 2], [1, 2, 1]]
  var mixed: [Double] = []
  for row in 0..<period {
    for column in 0..<period {
      // The variance of a sum of independent pixels: squared weights times variances.
      var variance = 0.0
      for dy in -1...1 {
        for dx in -1...1 {
          let weight: Double = (dy == 0 && dx == 0 ? 1 : 0) - blur[dy + 1][dx + 1] / 16
          variance +=
            weight * weight * variances[(row + dy + period) % period][(column + dx + period) % period]
        }
      }
      mixed.append(variance)
    }
  }
  return mixed.max()! / mixed.min()!
}

/// Each channel blurred by the weights 1 2 1 along both axes; mirrored at the edges.
private func blurred(_ images: Tensor) -> Tensor {
  let (n, h, w, c) = (images.shape[0], images.shape[1], images.shape[2], images.shape[3])
  let channels = images.permuted([0, 3, 1, 2]).reshaped(to: [n * c, h, w, 1])
  let weights = Tensor([1, 2, 1, 2, 4, 2, 1, 2, 1], shape: [3, 3, 1, 1]) * (1 / 16)
  let result = convolution(channels.padded(1, mode: .reflect), weight: weights)
  return result.reshaped(to: [n, c, h, w]).permuted([0, 2, 3, 1])
}

/// The mean square of each class of pixels.
private func strengthsByPhase(_ images: Tensor, period: Int) -> [Double] {
  let (h, w, c) = (images.shape[1], images.shape[2], images.shape[3])
  var sums = [Double](repeating: 0, count: period * period)
  var counts = [Double](repeating: 0, count: period * period)
  images.withScalars { scalars in
    for row in 0..<images.shape[0] * h {
      for column in 0..<w {
        let phase = row % h % period * period + column % period
        let start = (row * w + column) * c
        for value in scalars[start..<start + c] { sums[phase] += Double(value) * Double(value) }
        counts[phase] += Double(c)
      }
    }
  }
  return zip(sums, counts).map { $0 / $1 }
}
