/// A fully connected layer: f(x W + b), `[N, in] -> [N, out]`.
public struct Dense: Layer {
  /// `[in, out]`
  public let weight: Parameter
  /// `[out]`, initially 0.
  public let bias: Parameter?
  public let activation: Activation

  public init(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, activation: Activation = .identity,
    initializer: Initializer = .glorotUniform, using random: Random
  ) {
    weight = Parameter(initializer.weight([inputs, outputs], fanIn: inputs, fanOut: outputs, using: random))
    self.bias = bias ? Parameter(.zeros([outputs])) : nil
    self.activation = activation
  }

  public var label: String { "Dense \(weight.shape[1])\(activation.suffix)" }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    linear(x, weight: weight.value, bias: bias?.value, activation: activation)
  }
}
