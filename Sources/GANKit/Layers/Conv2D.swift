/// A convolution: `[N, H, W, in] -> [N, H', W', out]`; see the function `convolution`.
public struct Conv2D: WeightedLayer {
  /// `[kernelHeight, kernelWidth, in / groups, out]`
  public let weight: Parameter
  /// `[out]`, initially 0.
  public let bias: Parameter?
  public let stride: PerAxis
  public let padding: Padding
  public let dilation: PerAxis
  public let groups: Int
  public let activation: Activation

  /// - Parameters:
  ///   - inputs: the channels of the input.
  ///   - outputs: the channels of the output.
  ///   - kernel: the height and width of the kernels.
  ///   - stride: the distance between windows, at least 1; it divides the image's height and width.
  ///   - padding: how much is added around the image.
  ///   - dilation: the distance between the pixels that neighbouring taps of a kernel read, at least 1.
  ///   - groups: the number of parts that inputs and outputs are divided into; a part of the outputs reads only its own
  ///     part of the inputs. With as many groups as inputs, the convolution is depthwise.
  ///   - bias: whether a trained value is added to each output channel.
  ///   - activation: applied to the result.
  ///   - initializer: how the weights are drawn.
  ///   - random: the source that they are drawn from.
  public init(
    _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Padding = .same, dilation: Int = 1,
    groups: Int = 1, bias: Bool = true, activation: Activation = .identity,
    initializer: Initializer = .glorotUniform, using random: Random
  ) {
    self.init(
      inputs, outputs, kernel: PerAxis(kernel), stride: PerAxis(stride), padding: padding,
      dilation: PerAxis(dilation), groups: groups, bias: bias, activation: activation,
      initializer: initializer, using: random)
  }

  /// The same with a number for each axis of the images, such as `kernel: [1, 3]`.
  public init(
    _ inputs: Int, _ outputs: Int, kernel: PerAxis, stride: PerAxis = 1, padding: Padding = .same,
    dilation: PerAxis = 1, groups: Int = 1, bias: Bool = true, activation: Activation = .identity,
    initializer: Initializer = .glorotUniform, using random: Random
  ) {
    requireGroups(groups, divide: inputs, outputs, in: "Conv2D")
    let area = kernel.height * kernel.width
    weight = Parameter(
      initializer.weight(
        [kernel.height, kernel.width, inputs / groups, outputs], fanIn: area * inputs / groups,
        fanOut: area * outputs / groups, using: random))
    self.bias = bias ? Parameter(.zeros([outputs])) : nil
    (self.stride, self.padding, self.dilation, self.groups) = (stride, padding, dilation, groups)
    self.activation = activation
  }

  /// The channels of the input.
  public var inputs: Int { weight.shape[2] * groups }
  /// The channels of the output.
  public var outputs: Int { weight.shape[3] }

  public var label: String {
    let isDepthwise = groups > 1 && groups == inputs
    let kind = isDepthwise ? "Depthwise conv" : "Conv"
    let parts = isDepthwise ? "" : groupsSuffix(groups)
    return "\(kind) \(outputs), \(weight.shape[0])x\(weight.shape[1]), stride \(stride)"
      + dilationSuffix(dilation) + parts + activation.suffix
  }

  public var operations: [LayerOperation] {
    [.convolution(kernel: PerAxis(height: weight.shape[0], width: weight.shape[1]), stride: stride)]
      + activation.operations
  }

  public var outputAxis: Int { 3 }

  public func callAsFunction(_ x: Tensor, weight: Tensor) -> Tensor {
    convolution(
      x, weight: weight, bias: bias?.value, stride: stride, padding: padding, dilation: dilation,
      groups: groups, activation: activation)
  }
}

func requireGroups(_ groups: Int, divide inputs: Int, _ outputs: Int, in layer: String) {
  require(
    groups >= 1 && inputs % groups == 0 && outputs % groups == 0,
    "\(layer): \(groups) groups do not divide \(inputs) inputs and \(outputs) outputs into equal parts")
}

func dilationSuffix(_ dilation: PerAxis) -> String { dilation == 1 ? "" : ", dilation \(dilation)" }
func groupsSuffix(_ groups: Int) -> String { groups == 1 ? "" : ", \(groups) groups" }
