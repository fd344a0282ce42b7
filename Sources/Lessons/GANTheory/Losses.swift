import GANKit

// snippet.losses
/// D's loss: its decisions on real samples against an array of 1s, on fakes against an array of 0s. This is -V.
func discriminatorLoss(onReal real: Tensor, onFake fake: Tensor) -> Tensor {
  binaryCrossEntropy(logits: real, target: 1) + binaryCrossEntropy(logits: fake, target: 0)
}

/// G's loss in the minimax game: the mean of ln(1 - D(G(z))), the part of V that G can change.
func saturatingLoss(onFake fake: Tensor) -> Tensor {
  -binaryCrossEntropy(logits: fake, target: 0)
}

/// G's loss in practice: the mean of -ln D(G(z)), D's decisions on fakes against an array of 1s.
func nonSaturatingLoss(onFake fake: Tensor) -> Tensor {
  binaryCrossEntropy(logits: fake, target: 1)
}
// snippet.end

/// The losses of one training iteration, as they are logged.
struct Losses: TrainingLosses {
  let lossD, lossG: Float
}
