/// A transposed convolution, which enlarges images by its stride: `[N, H, W, in] -> [N, H', W', out]`; see the function
/// `transposedConvolution`.
public struct ConvTranspose2D: WeightedLayer {
  /// `[kernelHeight, kernelWidth, out / groups, in]`
  public let weight: Parameter
  /// `[out]`, initially 0.
  public let bias: Parameter?
  public let stride: PerAxis
  public let padding: Padding
  public let outputPadding: PerAxis
  public let dilation: PerAxis
  public let groups: Int
  public let activation: Activation

  /// - Parameters:
  ///   - inputs: the channels of the input.
  ///   - outputs: the channels of the output.
  ///   - kernel: the height and width of the kernels.
  ///   - stride: the factor by which the image grows, at least 1.
  ///   - padding: how much is taken off around the result; with `.same` the result is exactly `stride` times as large.
  ///   - outputPadding: rows and columns added at the bottom and right, less than `stride`; not with `.same`.
  ///   - dilation: the distance between the pixels that neighbouring taps of a kernel are added to, at least 1.
  ///   - groups: the number of parts that inputs and outputs are divided into; a part of the inputs is added to its own
  ///     part of the outputs only.
  ///   - bias: whether a trained value is added to each output channel.
  ///   - activation: applied to the result.
  ///   - initializer: how the weights are drawn.
  ///   - random: the source that they are drawn from.
  public init(
    _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Padding = .same,
    outputPadding: Int = 0, dilation: Int = 1, groups: Int = 1, bias: Bool = true,
    activation: Activation = .identity, initializer: Initializer = .glorotUniform, using random: Random
  ) {
    self.init(
      inputs, outputs, kernel: PerAxis(kernel), stride: PerAxis(stride), padding: padding,
      outputPadding: PerAxis(outputPadding), dilation: PerAxis(dilation), groups: groups, bias: bias,
      activation: activation, initializer: initializer, using: random)
  }

  /// The same with a number for each axis of the images, such as `stride: [1, 2]`.
  public init(
    _ inputs: Int, _ outputs: Int, kernel: PerAxis, stride: PerAxis = 1, padding: Padding = .same,
    outputPadding: PerAxis = 0, dilation: PerAxis = 1, groups: Int = 1, bias: Bool = true,
    activation: Activation = .identity, initializer: Initializer = .glorotUniform, using random: Random
  ) {
    requireGroups(groups, divide: inputs, outputs, in: "ConvTranspose2D")
    let area = kernel.height * kernel.width
    weight = Parameter(
      initializer.weight(
        [kernel.height, kernel.width, outputs / groups, inputs], fanIn: area * inputs / groups,
        fanOut: area * outputs / groups, using: random))
    self.bias = bias ? Parameter(.zeros([outputs])) : nil
    (self.stride, self.padding, self.outputPadding) = (stride, padding, outputPadding)
    (self.dilation, self.groups) = (dilation, groups)
    self.activation = activation
  }

  /// The channels of the input.
  public var inputs: Int { weight.shape[3] }
  /// The channels of the output.
  public var outputs: Int { weight.shape[2] * groups }

  public var label: String {
    "Transposed conv \(outputs), \(weight.shape[0])x\(weight.shape[1]), stride \(stride)"
      + dilationSuffix(dilation) + groupsSuffix(groups) + activation.suffix
  }

  public var operations: [LayerOperation] {
    [.transposedConvolution(kernel: PerAxis(height: weight.shape[0], width: weight.shape[1]), stride: stride)]
      + activation.operations
  }

  public var outputAxis: Int { 2 }

  public func callAsFunction(_ x: Tensor, weight: Tensor) -> Tensor {
    transposedConvolution(
      x, weight: weight, bias: bias?.value, stride: stride, padding: padding, outputPadding: outputPadding,
      dilation: dilation, groups: groups, activation: activation)
  }
}
