// exercise: 08-psnr
import Foundation
import GANKit

enum Solution: Fidelity {
  /// The peak signal-to-noise ratio in decibels, the mean over several pictures.
  ///
  /// - Parameters:
  ///   - pictures: `[N, H, W, C]` in [-1, 1].
  ///   - truths: the true picture for each, in the same shape.
  ///   - border: how many pixels are left out on each side.
  static func psnr(of pictures: Tensor, to truths: Tensor, border: Int) -> Float {
    let (height, width) = (truths.shape[1], truths.shape[2])
    let errors = square(pictures - truths)
      .sliced(axis: 1, border..<height - border)
      .sliced(axis: 2, border..<width - border)
      .mean(axes: [1, 2, 3])
    let decibels = errors.scalars.map { 10 * log10(4 / $0) }
    return decibels.reduce(0, +) / Float(decibels.count)
  }
}
