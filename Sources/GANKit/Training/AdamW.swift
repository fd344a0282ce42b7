import CKernels

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2): each update also shrinks every parameter
/// by the same share, whereas Adam would rescale the gradient of a penalty in the loss along with the rest.
///
///     parameter = (1 - learningRate * weightDecay) parameter - the step of Adam
///
/// As in PyTorch, the decay is proportional to the learning rate (in the paper, only to its schedule). All parameters
/// decay, including biases and those of normalization layers.
public final class AdamW: Optimizer {
  public var learningRate: Float
  /// The share of the gradient's running mean that each update keeps.
  public let beta1: Float
  /// The share of the squared gradient's running mean that each update keeps.
  public let beta2: Float
  /// Keeps the denominator away from zero.
  public let epsilon: Float
  /// How fast the parameters shrink, relative to the learning rate.
  public let weightDecay: Float
  /// The number of updates made so far.
  public var updates: Int { state.updates }

  private var state: OptimizerState

  /// An optimizer for the parameters of one or more models.
  public init(
    for models: any Module..., learningRate: Float, beta1: Float = 0.9, beta2: Float = 0.999,
    epsilon: Float = 1e-8, weightDecay: Float = 0.01
  ) {
    require(weightDecay >= 0, "AdamW: needs a weight decay of 0 or more, found \(weightDecay)")
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    state = OptimizerState(of: models, keeping: ["first", "second"])
  }

  public func update(with gradients: Gradients) {
    state.update(with: gradients, optimizer: "AdamW") { updates in
      gk_adam(
        learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay,
        updates: updates
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
