import Foundation
import GANKit

/// Real data that one picture can show: eight normal distributions on a ring in the plane.
public enum Ring {
  public static let modes = 8
  public static let radius = 2.0
  public static let deviation: Float = 0.15

  /// The centres of the modes, `[8, 2]`.
  public static let centres = Tensor(
    (0..<modes).flatMap { mode -> [Float] in
      let angle = 2 * Double.pi * Double(mode) / Double(modes)
      return [Float(radius * cos(angle)), Float(radius * sin(angle))]
    }, shape: [modes, 2])

  /// Independent points, `[count, 2]`, each from a mode chosen at random.
  public static func points(_ count: Int, using random: Random) -> Tensor {
    let chosen = (0..<count).map { _ in random.integer(below: modes) }
    return centres.gathered(rows: chosen)
      + Tensor.normal([count, 2], standardDeviation: deviation, using: random)
  }

  /// ln p(x), the logarithm of the density that the points are drawn from, `[N, 2] -> [N]`.
  public static func logDensity(of points: Tensor) -> Tensor {
    require(
      points.rank == 2 && points.shape[1] == 2, "Ring.logDensity: needs points [N, 2], found \(points.shape)")
    let count = points.shape[0]
    let scaled =
      (points.reshaped(to: [count, 1, 2]) - centres.reshaped(to: [1, modes, 2])) * (1 / deviation)
    let ofModes = standardNormalLogLikelihood(of: scaled.reshaped(to: [count * modes, 2]))
      .reshaped(to: [count, modes])
    return logSumExp(ofModes) - Float(log(Double(modes)) + 2 * log(Double(deviation)))
  }
}
