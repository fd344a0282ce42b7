import CKernels

/// RMSProp (Tieleman and Hinton 2012, lecture 6.5): divides the gradient by the root of the running mean of its square.
///
///     v = decay * v + (1 - decay) g^2          parameter -= learningRate * g / (sqrt(v) + epsilon)
///
/// The original Wasserstein GAN (Arjovsky, Chintala and Bottou 2017) uses it, with a rate of 5e-5, because its critic
/// was unstable with Adam's momentum. `v` begins at zero and, unlike Adam's, is not corrected for that: the first steps
/// are longer, up to `1 / sqrt(1 - decay)` times the rate.
public final class RMSProp: Optimizer {
  public var learningRate: Float
  /// The share of the squared gradient's running mean that each update keeps.
  public let decay: Float
  /// Keeps the denominator away from zero.
  public let epsilon: Float
  /// The number of updates made so far.
  public var updates: Int { state.updates }

  private var state: OptimizerState

  /// An optimizer for the parameters of one or more models.
  ///
  /// - Parameters:
  ///   - models: the models that it trains.
  ///   - learningRate: the factor of each step.
  ///   - decay: in [0, 1); 0.99 in PyTorch, 0.9 in Keras and in the lecture.
  ///   - epsilon: added to the root to keep the denominator away from zero.
  public init(for models: any Module..., learningRate: Float, decay: Float = 0.99, epsilon: Float = 1e-8) {
    require(decay >= 0 && decay < 1, "RMSProp: needs a decay in [0, 1), found \(decay)")
    self.learningRate = learningRate
    self.decay = decay
    self.epsilon = epsilon
    state = OptimizerState(of: models, keeping: ["square"])
  }

  public func update(with gradients: Gradients) {
    let settings = gk_rmsprop(learning_rate: learningRate, decay: decay, epsilon: epsilon)
    state.update(with: gradients, optimizer: "RMSProp") { _ in
      { gk_rmsprop_update(settings, $0.gradient, $0.parameter, $0.running(0), $0.count) }
    }
  }

  public func save(to checkpoint: inout Checkpoint, as name: String) {
    state.save(to: &checkpoint, as: name, learningRate: learningRate)
  }

  public func load(from checkpoint: Checkpoint, as name: String) throws {
    learningRate = try state.load(from: checkpoint, as: name)
  }
}
