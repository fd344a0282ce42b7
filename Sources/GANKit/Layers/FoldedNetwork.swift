/// A network as it computes after training, as a list of plain layers: batch normalization is part of the weights beside
/// it, and what only matters in training is gone. It gives what the network gives in inference, up to rounding.
///
/// For programs that run a trained network elsewhere.
package struct FoldedNetwork: Sendable {
  /// A layer that computes `activation(linear part + bias)`.
  package struct Layer: Sendable {
    package let kind: Kind
    /// Of a dense layer `[in, out]`, of a convolution `[kernelHeight, kernelWidth, in, out]`, of a transposed one
    /// `[kernelHeight, kernelWidth, out, in]`, of a scaling `[C]`; nil of an upsampling.
    package var weight: Tensor?
    /// A value for each output channel.
    package var bias: Tensor?
    package var activation: Activation = .identity
    /// Without the batch axis. Where it differs from the output of the layer before, the same values are laid out anew.
    package let input: Shape
    package var output: Shape
  }

  package enum Kind: Sendable, Equatable {
    case dense
    case convolution(Window)
    case transposedConvolution(Window)
    /// Each pixel becomes `height` times `width` copies.
    case upsampling(PerAxis)
    /// Each channel times a number.
    case scaling
  }

  /// How kernels lie on an image. Tap `(i, j)` joins pixel `(y, x)` of the smaller image with pixel
  /// `(y * stride.height + i - top, x * stride.width + j - left)` of the larger one.
  package struct Window: Sendable, Equatable {
    package let stride: PerAxis
    package let top: Int
    package let left: Int
    /// What is beyond the larger image at its other two sides.
    let bottom: Int
    let right: Int
  }

  /// A layer that cannot be written as one of these.
  package struct Unsupported: Error, CustomStringConvertible {
    package let layer: String

    package var description: String { "there is a layer that it does not know: \(layer)" }
  }

  package let input: Shape
  package private(set) var layers: [Layer] = []
  /// The shape of the network's output, without the batch axis.
  package private(set) var output: Shape

  /// - Parameters:
  ///   - network: layers one after another: dense ones, plain convolutions, batch normalization, upsampling, activations.
  ///   - input: the shape of one input, without the batch axis.
  package init(_ network: any GANKit.Layer, input: Shape) throws(Unsupported) {
    (self.input, output) = (input, input)
    try add(network)
  }

  /// The network with other values in its weights, layer by layer.
  package func mappingWeights(_ body: (Layer) -> Tensor?) -> FoldedNetwork {
    var result = self
    for index in layers.indices { result.layers[index].weight = body(layers[index]) }
    return result
  }

  /// The network's output for inputs `[N] + input`.
  package func callAsFunction(_ x: Tensor) -> Tensor {
    let count = x.shape[0]
    let result = layers.reduce(x) { x, layer in
      layer(x.reshaped(to: Shape([count] + layer.input.dimensions)))
    }
    return result.reshaped(to: Shape([count] + output.dimensions))
  }

  // MARK: - Adding layers

  private mutating func add(_ layer: any GANKit.Layer) throws(Unsupported) {
    switch layer {
    case let layer as Dense:
      let features = layer.weight.shape[0]
      append(
        .dense, layer.weight.value, layer.bias?.value, layer.activation, from: [features],
        to: [layer.weight.shape[1]])
    case let layer as Conv2D where layer.dilation == 1 && layer.groups == 1:
      let geometry = ConvolutionGeometry(
        over: Shape([1] + output.dimensions), kernel: layer.weight.value.kernelSize, stride: layer.stride,
        padding: layer.padding, in: "convolution")
      append(
        .convolution(Window(geometry)), layer.weight.value, layer.bias?.value, layer.activation, from: output,
        to: [geometry.outputHeight, geometry.outputWidth, layer.outputs])
    case let layer as ConvTranspose2D where layer.dilation == 1 && layer.groups == 1:
      let geometry = ConvolutionGeometry(
        transposedOver: Shape([1] + output.dimensions), kernel: layer.weight.value.kernelSize,
        stride: layer.stride, padding: layer.padding, outputPadding: layer.outputPadding, dilation: 1,
        groups: 1)
      append(
        .transposedConvolution(Window(geometry)), layer.weight.value, layer.bias?.value, layer.activation,
        from: output, to: [geometry.inputHeight, geometry.inputWidth, layer.outputs])
    case let layer as BatchNorm: add(layer)
    case let layer as Activate: add(layer.activation)
    case let layer as Upsample where layer.interpolation == .nearest:
      let size = output.dimensions
      append(
        .upsampling(layer.factor), nil, nil, .identity, from: output,
        to: [size[0] * layer.factor.height, size[1] * layer.factor.width, size[2]])
    case let layer as Reshape: output = layer.shape
    case is Flatten: output = [output.elementCount]
    case is Dropout: break
    case let layer as any CompositeLayer:
      for part in layer.parts {
        guard case .layer(let inner) = part else { throw Unsupported(layer: layer.label) }
        try add(inner)
      }
    default: throw Unsupported(layer: layer.label)
    }
  }

  private mutating func append(
    _ kind: Kind, _ weight: Tensor?, _ bias: Tensor?, _ activation: Activation, from input: Shape,
    to output: Shape
  ) {
    var layer = Layer(
      kind: kind, weight: weight?.detached, bias: bias?.detached, activation: activation, input: input,
      output: output)
    // Into a convolution a shift cannot go: at the edges it reads zeros, which are not shifted.
    if kind == .dense, let last = layers.last, last.kind == .scaling, last.activation == .identity {
      layers.removeLast()
      layer = layer.taking(scale: last.weight!, shift: last.bias!)
    }
    layers.append(layer)
    self.output = output
  }

  /// Batch normalization becomes part of the layer before it, if nothing stands between their sums.
  private mutating func add(_ norm: BatchNorm) {
    let scale = norm.gamma.value.detached / sqrt(norm.runningVariance.value + norm.epsilon)
    let shift = norm.beta.value.detached - norm.runningMean.value * scale
    guard let last = layers.last, last.activation == .identity, last.weight != nil,
      last.channels % scale.count == 0
    else {
      return append(.scaling, scale, shift, norm.activation, from: output, to: output)
    }
    layers[layers.count - 1] = last.giving(scale: scale, shift: shift)
    layers[layers.count - 1].activation = norm.activation
  }

  private mutating func add(_ activation: Activation) {
    guard let last = layers.last, last.activation == .identity, last.weight != nil else {
      let channels = output.dimensions.last ?? 1
      return append(.scaling, .ones([channels]), .zeros([channels]), activation, from: output, to: output)
    }
    layers[layers.count - 1].activation = activation
  }
}

extension FoldedNetwork.Window {
  fileprivate init(_ geometry: ConvolutionGeometry) {
    self.init(
      stride: geometry.stride, top: geometry.top, left: geometry.left, bottom: geometry.bottom,
      right: geometry.right)
  }
}

extension FoldedNetwork.Layer {
  /// How many output channels there are.
  fileprivate var channels: Int {
    switch kind {
    case .dense: weight!.shape[1]
    case .convolution: weight!.shape[3]
    case .transposedConvolution: weight!.shape[2]
    case .scaling, .upsampling: input.dimensions.last ?? 1
    }
  }

  /// The layer followed by a scale and a shift for each channel of its output, which may have been laid out anew: the
  /// channels then repeat.
  fileprivate func giving(scale: Tensor, shift: Tensor) -> Self {
    let (scale, shift) = (scale.repeated(to: channels), shift.repeated(to: channels))
    var result = self
    switch kind {
    case .transposedConvolution: result.weight = weight! * scale.reshaped(to: [1, 1, channels, 1])
    default: result.weight = weight! * scale
    }
    result.bias = (bias.map { $0 * scale } ?? .zeros([channels])) + shift
    return result
  }

  /// A dense layer after a scale and a shift of its inputs.
  fileprivate func taking(scale: Tensor, shift: Tensor) -> Self {
    let inputs = weight!.shape[0]
    let (scale, shift) = (scale.repeated(to: inputs), shift.repeated(to: inputs))
    var result = self
    result.weight = weight! * scale.reshaped(to: [inputs, 1])
    let shifted = matmul(shift.reshaped(to: [1, inputs]), weight!).reshaped(to: [channels])
    result.bias = bias.map { $0 + shifted } ?? shifted
    return result
  }

  fileprivate func callAsFunction(_ x: Tensor) -> Tensor {
    switch kind {
    case .dense: linear(x, weight: weight!, bias: bias, activation: activation)
    case .convolution(let window):
      convolution(
        x, weight: weight!, bias: bias, stride: window.stride, padding: window.padding, activation: activation
      )
    case .transposedConvolution(let window):
      transposedConvolution(
        x, weight: weight!, bias: bias, stride: window.stride, padding: window.padding,
        outputPadding: missing(window), activation: activation)
    case .upsampling(let factor): x.upsampled(factor)
    case .scaling: (x * weight! + bias!).activated(by: activation)
    }
  }

  /// Rows and columns that a transposed convolution adds beyond its last stamps.
  private func missing(_ window: FoldedNetwork.Window) -> PerAxis {
    func axis(_ axis: Int, _ stride: Int, _ cut: Int) -> Int {
      output[axis] - ((input[axis] - 1) * stride + weight!.shape[axis] - cut)
    }
    return PerAxis(
      height: axis(0, window.stride.height, window.top + window.bottom),
      width: axis(1, window.stride.width, window.left + window.right))
  }
}

extension FoldedNetwork.Window {
  fileprivate var padding: Padding { .sides(top: top, bottom: bottom, left: left, right: right) }
}

extension Tensor {
  /// `[C]` again and again until there are `count` values.
  fileprivate func repeated(to count: Int) -> Tensor {
    require(
      self.count > 0 && count % self.count == 0,
      "FoldedNetwork: \(self.count) channels do not divide \(count) values")
    return self.count == count ? self : concatenate(Array(repeating: self, count: count / self.count))
  }
}
