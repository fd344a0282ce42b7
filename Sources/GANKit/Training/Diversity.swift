/// How different images are from each other, compared with reference images: about 1 if they differ as much as those,
/// near 0 if different noise gives the same picture.
///
/// This is the median distance from an image to its nearest neighbour in the batch, divided by the same median of the
/// reference images. The nearest neighbour shows what the mean distance hides: if images repeat four pictures, three
/// quarters of the pairs are still far apart. Images are compared by the means of 8 x 8 cells, which noise and blur in
/// single pixels do not change.
///
/// Measured with batches of 64, of digits and of faces: 0.9 to 1.1 for other real images; 0.6 to 1.2 for generators
/// that train well, once they have begun to draw; 0.2 to 0.35 for 1 to 16 pictures repeated with small changes.
///
/// - Parameters:
///   - samples: images `[N, H, W, C]`, or points `[N, D]`, which are compared as they are; at least 2.
///   - reference: of the same shape except for N, at least 2. Only as many of each are compared as the smaller batch
///     has, because the nearest of many neighbours is closer than the nearest of few.
/// - Returns: 0 or more; infinity if only the references are all alike, NaN if a number is not finite.
public func diversity(of samples: Tensor, relativeTo reference: Tensor) -> Double {
  require(
    (samples.rank == 2 || samples.rank == 4)
      && samples.shape.dropFirst().elementsEqual(reference.shape.dropFirst()),
    "diversity: needs images [N, H, W, C] or points [N, D] of one size, found \(samples.shape) and \(reference.shape)"
  )
  let count = min(samples.shape[0], reference.shape[0])
  require(count >= 2, "diversity: needs at least 2 samples and 2 references, found \(count)")
  let expected = medianNearestDistance(coarse(reference.rows(0..<count)))
  let found = medianNearestDistance(coarse(samples.rows(0..<count)))
  guard expected.isFinite, found.isFinite else { return .nan }
  // References that are all alike leave nothing to compare with.
  return expected > 0 ? found / expected : found > 0 ? .infinity : 1
}

/// The means of 8 x 8 cells of each image, or fewer if it is smaller: `[N, 8 * 8 * C]`.
private func coarse(_ images: Tensor) -> Tensor {
  guard images.rank == 4 else { return images }
  var cells = images.detached
  for axis in [1, 2] {
    let (extent, count) = (cells.shape[axis], min(8, cells.shape[axis]))
    cells = concatenate(
      (0..<count).map { cell in
        cells.sliced(axis: axis, cell * extent / count..<(cell + 1) * extent / count)
          .mean(axes: [axis], keepingDimensions: true)
      }, axis: axis)
  }
  return cells.flattened()
}

/// The median over rows of the distance to the nearest other row; NaN if a number is not finite.
private func medianNearestDistance(_ points: Tensor) -> Double {
  let (count, size) = (points.shape[0], points.shape[1])
  return points.withScalars { x in
    guard x.allSatisfy(\.isFinite) else { return .nan }
    var nearest = [Double](repeating: .infinity, count: count)
    for a in 0..<count {
      for b in 0..<a {
        var square = 0.0
        for k in 0..<size {
          let difference = Double(x[a * size + k] - x[b * size + k])
          square += difference * difference
        }
        nearest[a] = min(nearest[a], square)
        nearest[b] = min(nearest[b], square)
      }
    }
    return nearest.sorted()[count / 2].squareRoot()
  }
}
