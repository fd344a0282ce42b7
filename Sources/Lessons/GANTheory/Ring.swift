import Foundation
import GANKit
import Judges

/// Real data that can be seen whole: eight normal distributions on a ring in the plane.
enum Ring {
  static let modes = 8
  static let radius = 2.0
  static let deviation: Float = 0.15

  /// The middles of the modes, `[8, 2]`.
  static let centres = Tensor(
    (0..<modes).flatMap { mode -> [Float] in
      let angle = 2 * Double.pi * Double(mode) / Double(modes)
      return [Float(radius * cos(angle)), Float(radius * sin(angle))]
    }, shape: [modes, 2])

  /// Independent points, `[count, 2]`, each from a mode chosen at random.
  static func points(_ count: Int, using random: Random) -> Tensor {
    let chosen = (0..<count).map { _ in random.integer(below: modes) }
    return centres.gathered(rows: chosen)
      + Tensor.normal([count, 2], standardDeviation: deviation, using: random)
  }

  /// Modes reached and good samples among points: good is within four standard deviations of a middle.
  static func coverage(of points: Tensor) -> ModeCoverage {
    ModeCoverage(of: points, centres: centres, radius: 4 * deviation)
  }
}
