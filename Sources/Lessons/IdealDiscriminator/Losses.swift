import GANKit

/// D's loss: decisions on real samples against 1s, on fakes against 0s.
func discriminatorLoss(onReal real: Tensor, onFake fake: Tensor) -> Tensor {
  binaryCrossEntropy(logits: real, target: 1) + binaryCrossEntropy(logits: fake, target: 0)
}

// snippet.losses
/// G's two losses: ln(1 - D) is that of the minimax game, -ln D is the usual one in practice.
enum GeneratorLoss: String, CaseIterable {
  case saturating, nonSaturating

  func callAsFunction(onFake fake: Tensor) -> Tensor {
    switch self {
    case .saturating: -binaryCrossEntropy(logits: fake, target: 0)
    case .nonSaturating: binaryCrossEntropy(logits: fake, target: 1)
    }
  }
}
// snippet.end

/// The losses of one training iteration, as they are logged.
struct Losses: TrainingLosses {
  let lossD, lossG: Float
}
