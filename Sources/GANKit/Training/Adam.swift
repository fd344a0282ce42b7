import CKernels

/// Adam (Kingma and Ba 2015, algorithm 1): running means of the gradient and of its square make steps of about the
/// learning rate in each coordinate.
///
///     m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g^2
///     parameter -= learningRate * m^ / (sqrt(v^) + epsilon),   m^ = m / (1 - beta1^t),  v^ = v / (1 - beta2^t)
///
/// t counts the updates of the parameter.
public final class Adam: Optimizer {
  public var learningRate: Float
  /// The share of the gradient's running mean that each update keeps.
  public let beta1: Float
  /// The share of the squared gradient's running mean that each update keeps.
  public let beta2: Float
  /// Keeps the denominator away from zero.
  public let epsilon: Float
  /// The number of updates made so far.
  public var updates: Int { state.updates }

  private var state: OptimizerState

  /// An optimizer of the parameters of one or several models.
  public init(
    for models: any Module..., learningRate: Float, beta1: Float = 0.9, beta2: Float = 0.999,
    epsilon: Float = 1e-8
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    state = OptimizerState(of: models, keeping: ["first", "second"])
  }

  public func update(with gradients: Gradients) {
    state.update(with: gradients, optimizer: "Adam") { updates in
      gk_adam(
        learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, updates: updates
      ).step
    }
  }

  public func save(to checkpoint: inout Checkpoint, as name: String) {
    state.save(to: &checkpoint, as: name, learningRate: learningRate)
  }

  public func load(from checkpoint: Checkpoint, as name: String) throws {
    learningRate = try state.load(from: checkpoint, as: name)
  }
}

extension gk_adam {
  /// The settings of a parameter's update number `updates`, from 1.
  init(
    learningRate: Float, beta1: Float, beta2: Float, epsilon: Float, weightDecay: Float = 0, updates: Int
  ) {
    self.init(
      step_size: learningRate / (1 - Self.power(beta1, updates)), beta1: beta1, beta2: beta2,
      inverse_root: 1 / (1 - Self.power(beta2, updates)).squareRoot(), epsilon: epsilon,
      keep: Float(1 - Double(learningRate) * Double(weightDecay)))
  }

  /// The step of some elements of the parameter.
  var step: @Sendable (OptimizerState.Elements) -> Void {
    { gk_adam_update(self, $0.gradient, $0.parameter, $0.running(0), $0.running(1), $0.count) }
  }

  private static func power(_ base: Float, _ exponent: Int) -> Float {
    var (result, factor, rest) = (1.0, Double(base), exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= factor }
      factor *= factor
      rest >>= 1
    }
    return Float(result)
  }
}
