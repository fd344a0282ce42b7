import GANKit

// snippet.losses
/// D's loss: its decisions on the patches of real pairs against 1s, on those of translations against 0s; half
/// of it, as in the paper, which wants to slow D down (Isola et al. 2017, section 3.3). Adam's steps hardly change.
func discriminatorLoss(onReal real: Tensor, onFake fake: Tensor) -> Tensor {
  0.5 * (binaryCrossEntropy(logits: real, target: 1) + binaryCrossEntropy(logits: fake, target: 0))
}

/// G's loss: D's decisions, the distance to the target, or both.
public struct GeneratorLoss: Sendable {
  /// 1, or 0 to do without D.
  public let adversarial: Float
  /// lambda, the weight of the mean absolute error.
  public let lambda: Float

  public init(adversarial: Float = 1, lambda: Float = 100) {
    (self.adversarial, self.lambda) = (adversarial, lambda)
  }

  /// - Parameter decisions: D's decisions on the output; called only where they have a weight.
  func callAsFunction(output: Tensor, target: Tensor, decisions: () -> Tensor) -> Tensor {
    let distance = lambda * meanAbsoluteError(output, target)
    guard adversarial > 0 else { return distance }
    return adversarial * binaryCrossEntropy(logits: decisions(), target: 1) + distance
  }
}
// snippet.end

/// The losses of one training iteration, as they are logged.
public struct Losses: TrainingLosses {
  /// Of D; 0 where it is not trained.
  public let lossD: Float
  /// D's part of G's loss.
  public let lossG: Float
  /// The mean absolute error, before its weight.
  public let distance: Float
}
