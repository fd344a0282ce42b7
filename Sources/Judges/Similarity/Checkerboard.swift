import GANKit

/// How unevenly images vary from pixel to pixel in the rhythm of a transposed convolution's stride: 1 is even.
///
///     max(e) / min(e),    e(p, q) = mean of d(n, y, x, c)^2 over all n, c, y = p and x = q modulo the period
///
/// where d is what of an image differs from the mean image and from its own surroundings (a 3x3 binomial blur is taken
/// off): the finest detail. Photographs and digits know nothing of the grid that they are drawn on, so each class of
/// pixels (even rows and even columns, even rows and odd columns, ...) varies alike. Where kernels overlap unevenly,
/// classes that receive more stamps vary more: the checkerboard of Odena, Dumoulin and Olah 2016 ("Deconvolution and
/// Checkerboard Artifacts", Distill). In Fourier's terms the energy of the detail is modulated at the frequencies (pi, 0),
/// (0, pi) and (pi, pi) for a period of 2.
///
/// A pattern that is the same in all images is taken off with the mean image: it says which weights were drawn, not how
/// kernels overlap. A thousand images make the measure steady to about 0.01.
///
/// - Parameters:
///   - images: `[N, H, W, C]` in any range, at least two and different ones; at least two periods high and wide.
///   - period: the stride of the last layer.
///   - finestDetail: false compares the variance of the pixels themselves. That is the better question to ask of
///     noise, in which there is nothing but detail.
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
  // Rounding is all that is left of images that are alike.
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
