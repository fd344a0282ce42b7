import GANKit

// snippet.losses
/// D's loss: its decisions on real images against an array of 1s, on fakes against an array of 0s.
///
/// 2 ln 2 = 1.386 if it cannot tell them apart, 0 if it is always sure and right.
func discriminatorLoss(onReal real: Tensor, onFake fake: Tensor, realTarget: Float = 1) -> Tensor {
  binaryCrossEntropy(logits: real, target: realTarget) + binaryCrossEntropy(logits: fake, target: 0)
}

/// G's loss: D's decisions on fakes against an array of 1s.
///
/// ln 2 = 0.693 if D cannot tell; large if D recognises every fake.
func generatorLoss(onFake fake: Tensor) -> Tensor {
  binaryCrossEntropy(logits: fake, target: 1)
}
// snippet.end

/// The losses of one training iteration, as they are logged.
public struct Losses: TrainingLosses {
  public let lossD, lossG: Float
}
