import GANKit

// Answers that look right, for the test of the checks.

/// The ratio itself: it is forgotten that G minimises.
enum Rising: LikelihoodLoss {
  static func losses(onFake logits: Tensor) -> Tensor { exp(logits) }
}

/// The ratio of fakes to real samples: large where there are too many fakes.
enum Inverted: LikelihoodLoss {
  static func losses(onFake logits: Tensor) -> Tensor { exp(-logits) }
}

/// The logarithm is kept: the sum of chapter 1's two losses, which lowers the divergence the other way round.
enum LogOdds: LikelihoodLoss {
  static func losses(onFake logits: Tensor) -> Tensor { -logits }
}

/// The loss of the minimax game, whose pull does grow with p / q, but never beyond 1.
enum Saturating: LikelihoodLoss {
  static func losses(onFake logits: Tensor) -> Tensor { -softplus(logits) }
}
