/// A transposed convolution, which enlarges images by its stride: `[N, H, W, in] -> [N, H', W', out]`; see
/// ``transposedConvolution(_:weight:bias:stride:padding:outputPadding:activation:)``.
public struct ConvTranspose2D: Layer {
  /// `[kernel, kernel, out, in]`
  public let weight: Parameter
  /// `[out]`, initially 0.
  public let bias: Parameter?
  public let stride: Int
  public let padding: Padding
  public let outputPadding: Int
  public let activation: Activation

  /// - Parameters:
  ///   - inputs: the channels of the input.
  ///   - outputs: the channels of the output.
  ///   - kernel: the height and width of the kernels.
  ///   - stride: the factor by which the image grows, at least 1.
  ///   - padding: how much is taken off around the result; with `.same` the result is exactly `stride` times as large.
  ///   - outputPadding: rows and columns added at the bottom and right, less than `stride`; not with `.same`.
  ///   - bias: whether a trained value is added to each output channel.
  ///   - activation: applied to the result.
  ///   - initializer: how the weights are drawn.
  ///   - random: the source that they are drawn from.
  public init(
    _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Padding = .same,
    outputPadding: Int = 0,
    bias: Bool = true, activation: Activation = .identity, initializer: Initializer = .glorotUniform,
    using random: Random
  ) {
    let area = kernel * kernel
    weight = Parameter(
      initializer.weight(
        [kernel, kernel, outputs, inputs], fanIn: area * inputs, fanOut: area * outputs, using: random))
    self.bias = bias ? Parameter(.zeros([outputs])) : nil
    self.stride = stride
    self.padding = padding
    self.outputPadding = outputPadding
    self.activation = activation
  }

  public var label: String {
    "Transposed conv \(weight.shape[2]), \(weight.shape[0])x\(weight.shape[1]), stride \(stride)\(activation.suffix)"
  }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    transposedConvolution(
      x, weight: weight.value, bias: bias?.value, stride: stride, padding: padding,
      outputPadding: outputPadding,
      activation: activation)
  }
}
