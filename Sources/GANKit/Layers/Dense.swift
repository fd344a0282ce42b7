/// A fully connected layer: f(x W + b), `[N, in] -> [N, out]`.
public struct Dense: WeightedLayer {
  /// `[in, out]`
  public let weight: Parameter
  /// `[out]`, initially 0.
  public let bias: Parameter?
  public let activation: Activation

  /// - Parameters:
  ///   - inputs: the number of values that each row of the input has.
  ///   - outputs: the number of values that each row of the output has.
  ///   - bias: whether a trained value is added to each output.
  ///   - activation: applied to the result.
  ///   - initializer: how the weights are drawn.
  ///   - random: the source that they are drawn from.
  public init(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, activation: Activation = .identity,
    initializer: Initializer = .glorotUniform, using random: Random
  ) {
    weight = Parameter(initializer.weight([inputs, outputs], fanIn: inputs, fanOut: outputs, using: random))
    self.bias = bias ? Parameter(.zeros([outputs])) : nil
    self.activation = activation
  }

  public var label: String { "Dense \(weight.shape[1])\(activation.suffix)" }
  public var operations: [LayerOperation] { [.dense] + activation.operations }

  public var outputAxis: Int { 1 }

  public func callAsFunction(_ x: Tensor, weight: Tensor) -> Tensor {
    linear(x, weight: weight, bias: bias?.value, activation: activation)
  }
}
