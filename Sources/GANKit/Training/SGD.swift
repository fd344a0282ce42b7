import CKernels

/// Gradient descent, plain or with momentum (Polyak 1964; Sutskever et al. 2013).
///
///     velocity = momentum * velocity + g
///     parameter -= learningRate * velocity                       or, with Nesterov's step,
///     parameter -= learningRate * (g + momentum * velocity)
///
/// As in PyTorch, the learning rate multiplies the velocity but is not part of it, so a new rate takes effect at once.
public final class SGD: Optimizer {
  public var learningRate: Float
  /// The share of the velocity that each update keeps.
  public let momentum: Float
  /// Whether the step looks ahead along the velocity (Nesterov 1983).
  public let nesterov: Bool
  /// The number of updates made so far.
  public var updates: Int { state.updates }

  private var state: OptimizerState

  /// An optimizer for the parameters of one or more models.
  ///
  /// - Parameters:
  ///   - models: the models that it trains.
  ///   - learningRate: the factor of each step.
  ///   - momentum: in [0, 1); with 0, no velocity is kept or saved.
  ///   - nesterov: needs a momentum above 0.
  public init(
    for models: any Module..., learningRate: Float, momentum: Float = 0, nesterov: Bool = false
  ) {
    require(momentum >= 0 && momentum < 1, "SGD: needs a momentum in [0, 1), found \(momentum)")
    require(!nesterov || momentum > 0, "SGD: Nesterov's step needs a momentum above 0, found \(momentum)")
    self.learningRate = learningRate
    self.momentum = momentum
    self.nesterov = nesterov
    state = OptimizerState(of: models, keeping: momentum == 0 ? [] : ["velocity"])
  }

  public func update(with gradients: Gradients) {
    let settings = gk_sgd(learning_rate: learningRate, momentum: momentum, nesterov: nesterov ? 1 : 0)
    let hasVelocity = momentum > 0
    state.update(with: gradients, optimizer: "SGD") { _ in
      { gk_sgd_update(settings, $0.gradient, $0.parameter, hasVelocity ? $0.running(0) : nil, $0.count) }
    }
  }

  public func save(to checkpoint: inout Checkpoint, as name: String) {
    state.save(to: &checkpoint, as: name, learningRate: learningRate)
  }

  public func load(from checkpoint: Checkpoint, as name: String) throws {
    learningRate = try state.load(from: checkpoint, as: name)
  }
}
