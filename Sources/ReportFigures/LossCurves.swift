import Figures
import Foundation
import LessonKit

extension Curve {
  /// D's loss, the sum of its binary cross-entropies on real and on generated samples.
  ///
  /// - Parameters:
  ///   - column: the name that it was logged under.
  ///   - halved: whether it is half of this sum.
  public static func discriminator(_ column: String = "lossD", halved: Bool = false) -> Curve {
    halved
      ? Curve("D", column, colour: Palette.discriminator, level: log(2.0), "ln 2: D cannot tell")
      : Curve("D", column, colour: Palette.discriminator, level: 2 * log(2.0), "2 ln 2: D cannot tell")
  }

  /// G's non-saturating loss: the cross-entropy of D's decisions on generated samples, with "real" as the target.
  ///
  /// - Parameters:
  ///   - name: what the legend calls it.
  ///   - column: the name that it was logged under.
  public static func generator(_ column: String = "lossG", name: String = "G") -> Curve {
    Curve(name, column, colour: Palette.generator, level: log(2.0), "ln 2: D cannot tell")
  }
}
