import GANKit

// snippet.losses
/// How the discriminators' decisions, plain numbers of any size, become losses.
public enum AdversarialLoss: String, CaseIterable, Sendable {
  /// Squares: a decision is right where it equals its target (Mao et al. 2017).
  case leastSquares
  /// The cross-entropy of chapters 1 to 6: a decision is a logit.
  case crossEntropy

  /// The loss of decisions against one target for all: 1 for real, 0 for generated.
  func callAsFunction(_ decisions: Tensor, target: Float) -> Tensor {
    switch self {
    case .leastSquares: square(decisions - target).mean()
    case .crossEntropy: binaryCrossEntropy(logits: decisions, target: target)
    }
  }

  /// D's loss, halved as in the paper; Adam makes steps of the same size whatever the factor.
  func discriminator(onReal real: Tensor, onFake fake: Tensor) -> Tensor {
    0.5 * (self(real, target: 1) + self(fake, target: 0))
  }
}
// snippet.end

extension AdversarialLoss {
  /// The decision in the middle, above which D takes a patch for real.
  var threshold: Float { self == .leastSquares ? 0.5 : 0 }

  /// Both players' loss where every decision is the one in the middle, and how a figure writes it.
  var undecided: (value: Double, text: String) {
    switch self {
    case .leastSquares: (0.25, "0.25: D cannot tell")
    case .crossEntropy: (0.693147, "ln 2: D cannot tell")
    }
  }
}

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

  /// The same weights, one of them 0.
  func without(_ part: WritableKeyPath<LossWeights, Float>) -> LossWeights {
    var weights = self
    weights[keyPath: part] = 0
    return weights
  }
}

/// The losses of one training iteration, as they are logged: each the mean of both directions, and before its weight.
public struct Losses: TrainingLosses {
  /// A discriminator's loss.
  public var discriminator: Float = 0
  /// The generators' loss by the discriminators' decisions.
  public var adversarial: Float = 0
  /// The mean of |F(G(a)) - a| and of |G(F(b)) - b|.
  public var cycle: Float = 0
  /// The mean of |G(b) - b| and of |F(a) - a|.
  public var identity: Float = 0
}
