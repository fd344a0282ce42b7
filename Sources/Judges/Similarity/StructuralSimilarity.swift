import Foundation
import GANKit

/// How alike two images are in brightness, contrast and structure, window by window: 1 is the same image, about 0 an
/// unrelated one (Wang et al. 2004, "Image Quality Assessment: From Error Visibility to Structural Similarity").
///
///     (2 ma mb + c1) (2 sab + c2) / ((ma^2 + mb^2 + c1) (sa^2 + sb^2 + c2)),    c1 = (0.01 L)^2, c2 = (0.03 L)^2
///
/// with means m, variances s^2 and the covariance sab under a Gaussian window of 11x11 pixels and standard deviation
/// 1.5, averaged over all windows that lie inside the image and over the channels.
///
/// - Parameters:
///   - a, b: `[N, H, W, C]` of one shape, at least 11 pixels high and wide.
///   - range: L, the difference between the largest and the smallest possible value: 2 for [-1, 1], 255 for bytes.
/// - Returns: one number for each pair of images, in -1...1.
public func structuralSimilarity(_ a: Tensor, _ b: Tensor, range: Float) -> [Double] {
  require(
    a.rank == 4 && a.shape == b.shape,
    "structuralSimilarity: needs two batches of images of the same shape [N, H, W, C], found \(a.shape) and \(b.shape)"
  )
  require(
    min(a.shape[1], a.shape[2]) >= 11,
    "structuralSimilarity: images of \(a.shape[1]) x \(a.shape[2]) pixels are too small; "
      + "the smallest legal size is 11 x 11")
  let (x, y) = (planes(a), planes(b))
  let (meanX, meanY) = (windowed(x), windowed(y))
  let varianceX = windowed(x * x) - meanX * meanX
  let varianceY = windowed(y * y) - meanY * meanY
  let covariance = windowed(x * y) - meanX * meanY
  let (c1, c2) = ((0.01 * range) * (0.01 * range), (0.03 * range) * (0.03 * range))
  let map =
    (2 * meanX * meanY + c1) * (2 * covariance + c2)
    / ((meanX * meanX + meanY * meanY + c1) * (varianceX + varianceY + c2))
  let n = a.shape[0]
  return map.reshaped(to: [n, map.count / max(n, 1)]).mean(axes: [1]).scalars.map(Double.init)
}

/// The mean of `structuralSimilarity` over all pairs.
public func meanStructuralSimilarity(_ a: Tensor, _ b: Tensor, range: Float) -> Double {
  let each = structuralSimilarity(a, b, range: range)
  return each.reduce(0, +) / Double(max(each.count, 1))
}

/// Each channel as a separate image: `[N, H, W, C] -> [N * C, H, W, 1]`.
private func planes(_ images: Tensor) -> Tensor {
  let (n, h, w, c) = (images.shape[0], images.shape[1], images.shape[2], images.shape[3])
  return images.detached.permuted([0, 3, 1, 2]).reshaped(to: [n * c, h, w, 1])
}

/// The mean of each window: a blur along one axis and then along the other.
private func windowed(_ x: Tensor) -> Tensor {
  let weights = (-5...5).map { exp(-Float($0 * $0) / (2 * 1.5 * 1.5)) }
  let window = Tensor(weights.map { $0 / weights.reduce(0, +) })
  let down = convolution(x, weight: window.reshaped(to: [11, 1, 1, 1]))
  return convolution(down, weight: window.reshaped(to: [1, 11, 1, 1]))
}
