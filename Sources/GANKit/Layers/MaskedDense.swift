/// A fully connected layer without some of its connections: f(x (W * M) + b), `[N, in] -> [N, out]`, where M has a 1 for
/// each connection that there is and a 0 for each that there is not.
///
/// What autoregressive networks are made of (Germain et al. 2015): with the right masks, no output depends on an input
/// that comes after it.
public struct MaskedDense: WeightedLayer {
  /// `[in, out]`, drawn as for ``Dense``. Where the mask is 0, a weight has no effect and no gradient.
  public let weight: Parameter
  /// `[out]`, initially 0.
  public let bias: Parameter
  /// `[in, out]`, of zeros and ones; not trained.
  public let mask: Tensor
  public let activation: Activation

  /// - Parameters:
  ///   - mask: `[in, out]`: 1 where an output may depend on an input, 0 where it may not.
  ///   - activation: applied to the result.
  ///   - initializer: how the weights are drawn.
  ///   - random: the source that they are drawn from.
  public init(
    mask: Tensor, activation: Activation = .identity, initializer: Initializer = .glorotUniform,
    using random: Random
  ) {
    require(mask.rank == 2, "MaskedDense: needs a mask [in, out], found \(mask.shape)")
    let (inputs, outputs) = (mask.shape[0], mask.shape[1])
    self.mask = mask.detached
    self.activation = activation
    weight = Parameter(initializer.weight([inputs, outputs], fanIn: inputs, fanOut: outputs, using: random))
    bias = Parameter(.zeros([outputs]))
  }

  public var label: String { "MaskedDense \(weight.shape[1])\(activation.suffix)" }
  public var operations: [LayerOperation] { [.dense] + activation.operations }

  public var outputAxis: Int { 1 }

  public func callAsFunction(_ x: Tensor, weight: Tensor) -> Tensor {
    linear(x, weight: weight * mask, bias: bias.value, activation: activation)
  }
}
