/// Normalizes each row along the last axis on its own (Ba, Kiros and Hinton 2016): `[..., C] -> [..., C]`; see
/// ``layerNormalized(_:gamma:beta:epsilon:)``.
///
/// For images, `GroupNorm(C, groups: 1)` normalizes all pixels and channels of an image together; this is the layer
/// normalization that is recommended for the critics of WGAN-GP in place of batch norm (Gulrajani et al. 2017).
public struct LayerNorm: Layer {
  /// The scale `[C]`, initially 1.
  public let gamma: Parameter
  /// The shift `[C]`, initially 0.
  public let beta: Parameter
  public let epsilon: Float

  /// - Parameters:
  ///   - channels: C, the extent of the last axis.
  ///   - epsilon: added to the variance before its root is taken.
  public init(_ channels: Int, epsilon: Float = 1e-5) {
    gamma = Parameter(.ones([channels]))
    beta = Parameter(.zeros([channels]))
    self.epsilon = epsilon
  }

  public var label: String { "Layer norm" }
  public var operations: [LayerOperation] { [.normalization(.layer)] }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    layerNormalized(x, gamma: gamma.value, beta: beta.value, epsilon: epsilon)
  }
}
