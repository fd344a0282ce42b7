import Foundation
import GANKit

/// Grey pixels as a flow needs them: numbers from the whole line, made of 256 levels without a loss.
///
/// A density of whole numbers could grow without a bound, so each level is spread evenly over 1/256 (Theis et al. 2016).
/// The logit then takes (0, 1) to the whole line (RealNVP, section 4.1).
enum GreyPixels {
  /// How much of (0, 1) is kept free at each end.
  private static let margin: Float = 0.05

  /// Images in [-1, 1], `[N, 28, 28, 1]`, at half of the size, as levels 0...255, `[N, 196]`.
  static func halved(_ images: Tensor) -> Tensor {
    let count = images.shape[0]
    let levels = (images + 1).reshaped(to: [count, 14, 2, 14, 2]).mean(axes: [2, 4]) * (255 / 2)
    return Tensor(levels.scalars.map { $0.rounded() }, shape: [count, 196])
  }

  /// Numbers from the whole line for levels 0...255.
  static func spread(_ levels: Tensor, using random: Random) -> Tensor {
    let unit = (levels + Tensor.uniform(levels.shape, using: random)) * (1.0 / 256)
    let p = margin + (1 - 2 * margin) * unit
    return log(p) - log(1 - p)
  }

  /// The pixels in [-1, 1] of numbers from the whole line.
  static func pixels(_ x: Tensor) -> Tensor {
    let unit = (sigmoid(x) - margin) * (1 / (1 - 2 * margin))
    let clamped = unit.replacing(with: 0, where: unit .< 0).replacing(with: 1, where: unit .> 1)
    return 2 * clamped - 1
  }

  /// ln of the probability of levels by ln of the density of the numbers: the derivative of ``spread(_:using:)`` counts,
  /// `[N, D] -> [N]`.
  static func logProbability(_ logDensity: Tensor, of x: Tensor) -> Tensor {
    // d(logit of p) / d(level) = (1 - 2 margin) / (256 p (1 - p)), and ln p (1 - p) = -softplus(x) - softplus(-x).
    let scale = Float(x.shape[1]) * Float(Foundation.log(Double(1 - 2 * margin) / 256))
    return logDensity + (softplus(x) + softplus(-x)).sum(axes: [1]) + scale
  }
}
