/// Normalization of each channel of each image by itself, followed by an activation (Ulyanov, Vedaldi and Lempitsky
/// 2016): it removes the image's own contrast and brightness, in training and in inference alike.
public struct InstanceNorm: Layer {
  /// The scale `[C]`, initially 1; nil if the layer has no scale and shift.
  public let gamma: Parameter?
  /// The shift `[C]`, initially 0; nil if the layer has no scale and shift.
  public let beta: Parameter?
  public let epsilon: Float
  public let activation: Activation

  /// - Parameters:
  ///   - channels: C, the extent of the last axis.
  ///   - affine: whether a trained scale and shift follow; CycleGAN's layers have none.
  ///   - epsilon: added to the variance before its root is taken.
  ///   - activation: applied to the result.
  public init(
    _ channels: Int, affine: Bool = false, epsilon: Float = 1e-5, activation: Activation = .identity
  ) {
    gamma = affine ? Parameter(.ones([channels])) : nil
    beta = affine ? Parameter(.zeros([channels])) : nil
    self.epsilon = epsilon
    self.activation = activation
  }

  public var label: String { "Instance norm\(activation.suffix)" }
  public var operations: [LayerOperation] { [.normalization(.instance)] + activation.operations }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    normalized(
      x, gamma: gamma?.value, beta: beta?.value, statistics: ChannelStatistics(ofEachImage: x),
      epsilon: epsilon, activation: activation)
  }
}
