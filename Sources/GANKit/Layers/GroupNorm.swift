/// Normalizes each group of channels of each image on its own, then applies an activation (Wu and He 2018); the same in
/// training and in inference: `[N, ..., C] -> [N, ..., C]`.
public struct GroupNorm: Layer {
  /// The scale `[C]`, initially 1.
  public let gamma: Parameter
  /// The shift `[C]`, initially 0.
  public let beta: Parameter
  public let groups: Int
  public let epsilon: Float
  public let activation: Activation

  /// - Parameters:
  ///   - channels: C, the extent of the last axis.
  ///   - groups: divides C. With one group this is layer normalization over the whole image.
  ///   - epsilon: added to the variance before its root is taken.
  ///   - activation: applied to the result.
  public init(_ channels: Int, groups: Int, epsilon: Float = 1e-5, activation: Activation = .identity) {
    require(
      groups >= 1 && channels % groups == 0,
      "GroupNorm: \(channels) channels cannot be divided into \(groups) groups")
    gamma = Parameter(.ones([channels]))
    beta = Parameter(.zeros([channels]))
    (self.groups, self.epsilon, self.activation) = (groups, epsilon, activation)
  }

  public var label: String { "Group norm, \(groups) \(groups == 1 ? "group" : "groups")\(activation.suffix)" }
  public var operations: [LayerOperation] { [.normalization(.group)] + activation.operations }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    groupNormalized(
      x, groups: groups, gamma: gamma.value, beta: beta.value, epsilon: epsilon, activation: activation)
  }
}
