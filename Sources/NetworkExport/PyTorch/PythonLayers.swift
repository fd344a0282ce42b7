import GANKit

extension ExportStep {
  /// The layer in PyTorch.
  ///
  /// - Parameter helpers: gets the classes that it needs from the file itself.
  func python(_ helpers: inout Set<PythonHelper>) throws(UnsupportedLayer) -> PythonCode {
    switch operation {
    case .dense(let layer):
      let (inputs, outputs) = (layer.weight.shape[0], layer.weight.shape[1])
      return PythonCode(
        "nn.Linear(\(inputs), \(outputs)\(bias(layer.bias)))", entries: entries(layer.bias))
    case .convolution(let layer): return convolution(layer, &helpers)
    case .transposedConvolution(let layer): return try transposedConvolution(layer, &helpers)
    case .batchNorm(let layer):
      return PythonCode(
        "nn.BatchNorm\(input.isImage ? 2 : 1)d(\(layer.gamma.shape[0]), eps=\(layer.epsilon), "
          + "momentum=\(layer.pythonMomentum))",
        entries: ["weight", "bias", "running_mean", "running_var"])
    case .instanceNorm(let layer):
      let affine = layer.gamma == nil ? "" : ", affine=True"
      return PythonCode(
        "nn.InstanceNorm2d(\(input.channels), eps=\(layer.epsilon)\(affine))",
        entries: layer.gamma == nil ? [] : ["weight", "bias"])
    case .groupNorm(let layer):
      return PythonCode(
        "nn.GroupNorm(\(layer.groups), \(layer.gamma.shape[0]), eps=\(layer.epsilon))",
        entries: ["weight", "bias"])
    case .layerNorm(let layer):
      return PythonCode(
        "nn.LayerNorm(\(layer.gamma.shape[0]), eps=\(layer.epsilon))", entries: ["weight", "bias"])
    case .parametricReLU(let layer):
      return PythonCode("nn.PReLU(\(layer.slope.shape[0]))", entries: ["weight"])
    case .activation(let activation): return PythonCode(activation.python)
    case .dropout(let layer): return PythonCode("nn.Dropout(\(layer.rate))")
    case .upsample(let layer):
      let factor = "(\(layer.factor.height), \(layer.factor.width))"
      return switch layer.interpolation {
      case .nearest: PythonCode("nn.Upsample(scale_factor=\(factor))")
      case .bilinear: PythonCode("nn.Upsample(scale_factor=\(factor), mode=\"bilinear\")")
      }
    case .pixelShuffle(let layer): return PythonCode("nn.PixelShuffle(\(layer.factor))")
    case .reflectionPad(let layer): return PythonCode("nn.ReflectionPad2d(\(layer.size))")
    case .filter(let filter):
      helpers.insert(.filter)
      let mirror = PythonCode("mirror=\(filter.border == .mirror ? "True" : "False")")
      return PythonCode(call: "Filter", [PythonCode("\(input.channels)"), filter.pythonTaps, mirror])
    case .reshape:
      guard case .image(let channels, let size?) = output else {
        return PythonCode(input.isImage ? "nn.Flatten()" : "nn.Identity()")
      }
      return PythonCode(
        input.isImage ? "nn.Identity()" : "nn.Unflatten(1, (\(channels), \(size.height), \(size.width)))")
    }
  }

  /// What a layer is called where its name does not matter.
  var freeName: String {
    switch operation {
    case .dense: "linear"
    case .convolution, .transposedConvolution: "conv"
    case .batchNorm, .instanceNorm, .groupNorm, .layerNorm: "norm"
    case .parametricReLU: "prelu"
    case .activation(.identity): "identity"
    case .activation(.relu): "relu"
    case .activation(.leakyReLU): "leaky_relu"
    case .activation(.tanh): "tanh"
    case .activation(.sigmoid): "sigmoid"
    case .dropout: "dropout"
    case .upsample: "upsample"
    case .pixelShuffle: "shuffle"
    case .reflectionPad: "pad"
    case .filter: "filter"
    case .reshape: "reshape"
    }
  }

  // MARK: - Convolutions

  private func convolution(_ layer: Conv2D, _ helpers: inout Set<PythonHelper>) -> PythonCode {
    var (name, arguments) = ("nn.Conv2d", "")
    // PyTorch pads alike on both sides.
    if let amounts = ConvolutionAmounts(layer, on: input), amounts.isSymmetric {
      arguments = option("padding", PerAxis(height: amounts.rows.before, width: amounts.columns.before), 0)
    } else if case .sides(let top, let bottom, let left, let right) = layer.padding {
      helpers.insert(.paddedConvolution)
      (name, arguments) = ("PaddedConv2d", ", pad=(\(left), \(right), \(top), \(bottom))")
    } else {
      helpers.insert(.sameConvolution)
      name = "SameConv2d"
    }
    return PythonCode(
      "\(name)(\(layer.inputs), \(layer.outputs), \(kernel(layer.weight))\(option("stride", layer.stride, 1))"
        + "\(arguments)\(option("dilation", layer.dilation, 1))\(groups(layer.groups))\(bias(layer.bias)))",
      entries: entries(layer.bias))
  }

  private func transposedConvolution(
    _ layer: ConvTranspose2D, _ helpers: inout Set<PythonHelper>
  ) throws(UnsupportedLayer) -> PythonCode {
    let amounts = ConvolutionAmounts(layer)
    // PyTorch takes off alike on both sides, and then adds at the bottom and right.
    let added = PerAxis(
      height: layer.missing.height + amounts.rows.before - amounts.rows.after,
      width: layer.missing.width + amounts.columns.before - amounts.columns.after)
    let trim = PerAxis(height: max(-added.height, 0), width: max(-added.width, 0))
    let outputPadding = PerAxis(height: max(added.height, 0), width: max(added.width, 0))
    guard outputPadding.height < max(layer.stride.height, layer.dilation.height),
      outputPadding.width < max(layer.stride.width, layer.dilation.width)
    else {
      throw UnsupportedLayer(
        .names, layer: layer.label, place: path, expected: "padding that PyTorch's ConvTranspose2d has",
        found: "\(layer.padding)")
    }
    if trim != 0 { helpers.insert(.trimmedConvolution) }
    return PythonCode(
      "\(trim == 0 ? "nn.ConvTranspose2d" : "TrimmedConvTranspose2d")(\(layer.inputs), \(layer.outputs), "
        + "\(kernel(layer.weight))\(option("stride", layer.stride, 1))"
        + option("padding", PerAxis(height: amounts.rows.before, width: amounts.columns.before), 0)
        + option("output_padding", outputPadding, 0)
        + (trim == 0 ? "" : ", trim=(\(trim.height), \(trim.width))")
        + "\(groups(layer.groups))\(bias(layer.bias))\(option("dilation", layer.dilation, 1)))",
      entries: entries(layer.bias))
  }

  private func kernel(_ weight: Parameter) -> String {
    PerAxis(height: weight.shape[0], width: weight.shape[1]).python
  }

  private func option(_ name: String, _ value: PerAxis, _ standard: Int) -> String {
    value == PerAxis(standard) ? "" : ", \(name)=\(value.python)"
  }

  private func groups(_ count: Int) -> String { count == 1 ? "" : ", groups=\(count)" }
  private func bias(_ bias: Parameter?) -> String { bias == nil ? ", bias=False" : "" }
  private func entries(_ bias: Parameter?) -> [String] { bias == nil ? ["weight"] : ["weight", "bias"] }
}

extension BatchNorm {
  /// The share of a batch in PyTorch's running statistics, without the noise of the subtraction.
  fileprivate var pythonMomentum: Double { ((1 - Double(momentum)) * 1e6).rounded() / 1e6 }
}

extension PerAxis {
  /// A number, or a pair of them.
  fileprivate var python: String { height == width ? "\(height)" : "(\(height), \(width))" }
}

extension Activation {
  fileprivate var python: String {
    switch self {
    case .identity: "nn.Identity()"
    case .relu: "nn.ReLU()"
    case .leakyReLU(let slope): "nn.LeakyReLU(\(slope))"
    case .tanh: "nn.Tanh()"
    case .sigmoid: "nn.Sigmoid()"
    }
  }
}

extension ChannelFilter {
  /// The taps as a list, with a row on each line.
  fileprivate var pythonTaps: PythonCode {
    let length = taps.shape[1]
    let rows = (0..<factor).map { row in
      "    [\(taps.scalars[row * length..<(row + 1) * length].map { "\($0)" }.joined(separator: ", "))],"
    }
    return PythonCode(["["] + rows + ["]"])
  }
}
