import GANKit

// snippet.losses
/// The least-squares loss of decisions against one target for all: 1 for real, 0 for generated (Mao et al. 2017).
func leastSquares(_ decisions: Tensor, target: Float) -> Tensor {
  square(decisions - target).mean()
}

/// D's loss, halved as in the paper; Adam makes steps of the same size whatever the factor. A D that cannot tell answers 0.5
/// everywhere and loses 0.25.
func discriminatorLoss(onReal real: Tensor, onFake fake: Tensor) -> Tensor {
  0.5 * (leastSquares(real, target: 1) + leastSquares(fake, target: 0))
}
// snippet.end

/// The weights of the three parts of the generators' loss.
public struct LossWeights: Sendable {
  public var adversarial: Float
  /// The paper's lambda.
  public var cycle: Float
  /// Half of lambda in the paper.
  public var identity: Float

  public init(adversarial: Float = 1, cycle: Float = 10, identity: Float = 5) {
    (self.adversarial, self.cycle, self.identity) = (adversarial, cycle, identity)
  }
}

/// The losses of one training iteration, as they are logged: each the mean of both directions, and before its weight.
public struct Losses: TrainingLosses {
  /// A discriminator's loss; 0.25 where it cannot tell.
  public var discriminator: Float = 0
  /// The generators' loss by the discriminators' decisions; 0.25 where those cannot tell.
  public var adversarial: Float = 0
  /// The mean of |F(G(a)) - a| and of |G(F(b)) - b|.
  public var cycle: Float = 0
  /// The mean of |G(b) - b| and of |F(a) - a|.
  public var identity: Float = 0
}
