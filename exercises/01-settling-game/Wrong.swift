import GANKit

// Answers that look right, for the test of the checks.

/// The penalty of WGAN-GP, which is better known: it wants slopes of length 1.
enum TowardsOne: SettlingGame {
  static func discriminatorLoss(
    real: Tensor, fake: Tensor, weight: Float, score: (Tensor) -> Tensor
  ) -> Tensor {
    let slope = gradient(at: real) { score($0).sum() }
    let length = sqrt(square(slope).sum(axes: [1]))
    return score(fake).mean() - score(real).mean() + weight / 2 * square(length - 1).mean()
  }
}

/// "Pull D towards zero": it is the score that is pulled, and not its slope.
enum SmallScores: SettlingGame {
  static func discriminatorLoss(
    real: Tensor, fake: Tensor, weight: Float, score: (Tensor) -> Tensor
  ) -> Tensor {
    score(fake).mean() - score(real).mean() + weight / 2 * square(score(real)).mean()
  }
}

/// "A penalty is subtracted", as from a value that is maximised. D minimises this.
enum Rewarded: SettlingGame {
  static func discriminatorLoss(
    real: Tensor, fake: Tensor, weight: Float, score: (Tensor) -> Tensor
  ) -> Tensor {
    let slope = gradient(at: real) { score($0).sum() }
    return score(fake).mean() - score(real).mean() - weight / 2 * square(slope).sum(axes: [1]).mean()
  }
}

/// One mean over everything: it divides by the number of coordinates, too.
enum MeanOfCoordinates: SettlingGame {
  static func discriminatorLoss(
    real: Tensor, fake: Tensor, weight: Float, score: (Tensor) -> Tensor
  ) -> Tensor {
    let slope = gradient(at: real) { score($0).sum() }
    return score(fake).mean() - score(real).mean() + weight / 2 * square(slope).mean()
  }
}

/// The slope at the fakes, because it is the fakes that follow it.
enum AtFakes: SettlingGame {
  static func discriminatorLoss(
    real: Tensor, fake: Tensor, weight: Float, score: (Tensor) -> Tensor
  ) -> Tensor {
    let slope = gradient(at: fake) { score($0).sum() }
    return score(fake).mean() - score(real).mean() + weight / 2 * square(slope).sum(axes: [1]).mean()
  }
}

/// "A gradient inside a gradient will do harm": the penalty is a constant then, and D does not feel it.
enum Detached: SettlingGame {
  static func discriminatorLoss(
    real: Tensor, fake: Tensor, weight: Float, score: (Tensor) -> Tensor
  ) -> Tensor {
    let slope = gradient(at: real) { score($0).sum() }.detached
    return score(fake).mean() - score(real).mean() + weight / 2 * square(slope).sum(axes: [1]).mean()
  }
}
