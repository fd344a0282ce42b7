import GANKit

// Answers that look right, for the test of the checks.

/// The loss of the minimax game: it has the same direction, and next to no slope where D is certain.
enum Saturating: GeneratorLoss {
  static func loss(onFake logits: Tensor) -> Tensor { -softplus(logits).mean() }
}

/// The formula as it is written, which fails where the probability is rounded to 0.
enum FromProbability: GeneratorLoss {
  static func loss(onFake logits: Tensor) -> Tensor { -log(sigmoid(logits)).mean() }
}

/// The sum, which grows with the batch.
enum Summed: GeneratorLoss {
  static func loss(onFake logits: Tensor) -> Tensor { softplus(-logits).sum() }
}
