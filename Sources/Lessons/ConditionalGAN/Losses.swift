import GANKit

// The losses of chapter 3, unchanged. Only the question that D answers has changed.

/// D's loss: its decisions on real pairs of image and label against an array of 1s, on generated ones against 0s.
func discriminatorLoss(onReal real: Tensor, onFake fake: Tensor) -> Tensor {
  binaryCrossEntropy(logits: real, target: 1) + binaryCrossEntropy(logits: fake, target: 0)
}

/// G's loss, in the non-saturating form: D's decisions on generated pairs against an array of 1s.
func generatorLoss(onFake fake: Tensor) -> Tensor {
  binaryCrossEntropy(logits: fake, target: 1)
}

/// The losses of one training iteration, as they are logged.
public struct Losses: TrainingLosses {
  public let lossD, lossG: Float
}
