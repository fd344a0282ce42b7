import GANKit

/// How unevenly images vary from pixel to pixel in the rhythm of a transposed convolution's stride: 1 is even.
///
///     max(e) / min(e),    e(p, q) = mean of d(n, y, x, c)^2 over all n, c, y = p and x = q modulo the period
///
/// where d is the finest detail: the image minus the mean image, minus a 3x3 binomial blur of that difference.
/// Photographs and digits are independent of the grid that they are drawn on, so that each class of pixels (even rows
/// and even columns, even rows and odd columns, ...) varies alike. If kernels overlap unevenly, the classes that more
/// of them cover vary more: the checkerboard of Odena, Dumoulin and Olah 2016 ("Deconvolution and Checkerboard
/// Artifacts", Distill). In terms of frequencies, for a period of 2, the energy of the detail is modulated at (pi, 0),
/// (0, pi) and (pi, pi).
///
/// A pattern that is the same in all images is removed with the mean image: it shows which weights were drawn, not how
/// kernels overlap. With a thousand images the measure is steady to about 0.01.
///
/// - Parameters:
///   - images: `[N, H, W, C]` in any range, at least two; at least two periods high and wide.
///   - period: the stride of the last layer, at least 2.
///   - finestDetail: false compares the variance of the pixels themselves, which is the better measure for noise, where
///     everything is detail.
/// - Returns: 1 or more; 1 also for images that are all alike.
public func checkerboard(of images: Tensor, period: Int = 2, finestDetail: Bool = true) -> Double {
  require(
    images.rank == 4 && images.shape[0] >= 2,
    "checkerboard: needs two images or more, [N, H, W, C], found shape \(images.shape)")
  require(
    period >= 2 && min(images.shape[1], images.shape[2]) >= 2 * period,
    "checkerboard: images of shape \(images.shape) are less than two periods of \(period) pixels high or wide; "
      + "the smallest legal size is \(2 * period) x \(2 * period)")
  let deviations = images.detached - images.detached.mean(axes: [0], keepingDimensions: true)
  let detail = finestDetail ? deviations - blurred(deviations) : deviations
  let energies = energiesByPhase(detail, period: period)
  guard let most = energies.max(), let least = energies.min(), most > 0 else { return 1 }
  // If all images are alike, only rounding errors are left.
  let typical = Double(square(images.detached).mean().scalar)
  return most > 1e-10 * typical ? most / least : 1
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
private func energiesByPhase(_ images: Tensor, period: Int) -> [Double] {
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
