// exercise: 01-settling-game
import GANKit

enum Exercise: SettlingGame {
  /// What D minimises, a scalar: high scores of real points and low scores of fakes make it small.
  /// - Parameters:
  ///   - real: real points, `[N, 2]`.
  ///   - fake: as many fakes, `[N, 2]`.
  ///   - weight: the weight of the penalty, gamma.
  ///   - score: D, from points `[N, 2]` to one score for each, `[N, 1]`.
  static func discriminatorLoss(
    real: Tensor, fake: Tensor, weight: Float, score: (Tensor) -> Tensor
  ) -> Tensor {
    let difference = score(fake).mean() - score(real).mean()
    // Change the next line: add the penalty.
    return difference
  }
}
