/// A convolution: `[N, H, W, in] -> [N, H', W', out]`; see ``convolution(_:weight:bias:stride:padding:activation:)``.
public struct Conv2D: Layer {
  /// `[kernel, kernel, in, out]`
  public let weight: Parameter
  /// `[out]`, initially 0.
  public let bias: Parameter?
  public let stride: Int
  public let padding: Padding
  public let activation: Activation

  /// - Parameters:
  ///   - inputs: the channels of the input.
  ///   - outputs: the channels of the output.
  ///   - kernel: the height and width of the kernels.
  ///   - stride: the distance between windows, at least 1; it divides the image's height and width.
  ///   - padding: how much is added around the image.
  ///   - bias: whether a trained value is added to each output channel.
  ///   - activation: applied to the result.
  ///   - initializer: how the weights are drawn.
  ///   - random: the source that they are drawn from.
  public init(
    _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Padding = .same, bias: Bool = true,
    activation: Activation = .identity, initializer: Initializer = .glorotUniform, using random: Random
  ) {
    let area = kernel * kernel
    weight = Parameter(
      initializer.weight(
        [kernel, kernel, inputs, outputs], fanIn: area * inputs, fanOut: area * outputs, using: random))
    self.bias = bias ? Parameter(.zeros([outputs])) : nil
    self.stride = stride
    self.padding = padding
    self.activation = activation
  }

  public var label: String {
    "Conv \(weight.shape[3]), \(weight.shape[0])x\(weight.shape[1]), stride \(stride)\(activation.suffix)"
  }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    convolution(
      x, weight: weight.value, bias: bias?.value, stride: stride, padding: padding, activation: activation)
  }
}
