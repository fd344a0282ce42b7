/// Batch normalization over the last axis, followed by an activation (Ioffe and Szegedy 2015).
///
/// Momentum follows Keras: running = momentum * running + (1 - momentum) * batch, with the batch's biased variance.
/// (PyTorch's momentum is one minus this, and its running variance uses the unbiased variance.)
public struct BatchNorm: Layer {
  /// The scale `[C]`, initially 1.
  public let gamma: Parameter
  /// The shift `[C]`, initially 0.
  public let beta: Parameter
  /// `[C]`, initially 0.
  public let runningMean: Buffer
  /// `[C]`, initially 1.
  public let runningVariance: Buffer
  public let momentum: Float
  public let epsilon: Float
  public let activation: Activation

  /// - Parameters:
  ///   - channels: C, the extent of the last axis.
  ///   - momentum: the share of the running statistics that each batch leaves unchanged.
  ///   - epsilon: added to the variance before its root is taken.
  ///   - activation: applied to the result.
  public init(
    _ channels: Int, momentum: Float = 0.99, epsilon: Float = 1e-3, activation: Activation = .identity
  ) {
    gamma = Parameter(.ones([channels]))
    beta = Parameter(.zeros([channels]))
    runningMean = Buffer(.zeros([channels]))
    runningVariance = Buffer(.ones([channels]))
    self.momentum = momentum
    self.epsilon = epsilon
    self.activation = activation
  }

  public var label: String { "Batch norm\(activation.suffix)" }
  public var operations: [LayerOperation] { [.normalization(.batch)] + activation.operations }

  /// Normalizes `[N, ..., C]`: in training with the batch's statistics, which the running ones follow; in inference
  /// with the running ones.
  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    switch mode {
    case .inference:
      return normalized(
        x, gamma: gamma.value, beta: beta.value, mean: runningMean.value, variance: runningVariance.value,
        epsilon: epsilon, activation: activation)
    case .training:
      let batch = ChannelStatistics(ofBatch: x)
      runningMean.value = momentum * runningMean.value + (1 - momentum) * batch.mean.reshaped(to: gamma.shape)
      runningVariance.value =
        momentum * runningVariance.value + (1 - momentum) * batch.variance.reshaped(to: gamma.shape)
      return normalized(
        x, gamma: gamma.value, beta: beta.value, statistics: batch, epsilon: epsilon, activation: activation)
    }
  }
}
