import GANKit

extension ExportStep {
  /// The layer of GANKit, with its activation.
  ///
  /// - Parameter helpers: gets the layers that it needs from the file itself.
  func swift(_ helpers: inout Set<SwiftHelper>) throws(UnsupportedLayer) -> SwiftCode {
    switch operation {
    case .dense(let layer):
      return SwiftCode(
        "Dense",
        ["\(layer.weight.shape[0])", "\(layer.weight.shape[1])", bias(layer.bias)]
          + [activation(layer.activation), "using: random"],
        of: layer)
    case .convolution(let layer):
      return SwiftCode(
        "Conv2D",
        ["\(layer.inputs)", "\(layer.outputs)", kernel(layer.weight), option("stride", layer.stride, 1)]
          + [padding(layer.padding), option("dilation", layer.dilation, 1), groups(layer.groups)]
          + [bias(layer.bias), activation(layer.activation), "using: random"],
        of: layer)
    case .transposedConvolution(let layer):
      return SwiftCode(
        "ConvTranspose2D",
        ["\(layer.inputs)", "\(layer.outputs)", kernel(layer.weight), option("stride", layer.stride, 1)]
          + [padding(layer.padding), option("outputPadding", layer.outputPadding, 0)]
          + [option("dilation", layer.dilation, 1), groups(layer.groups)]
          + [bias(layer.bias), activation(layer.activation), "using: random"],
        of: layer)
    case .batchNorm(let layer):
      return SwiftCode(
        "BatchNorm",
        ["\(layer.gamma.shape[0])", option("momentum", layer.momentum, 0.99)]
          + [option("epsilon", layer.epsilon, 1e-3), activation(layer.activation)],
        of: layer)
    case .instanceNorm(let layer):
      return SwiftCode(
        "InstanceNorm",
        ["\(input.channels)", layer.gamma == nil ? nil : "affine: true"]
          + [option("epsilon", layer.epsilon, 1e-5), activation(layer.activation)],
        of: layer)
    case .groupNorm(let layer):
      return SwiftCode(
        "GroupNorm",
        ["\(layer.gamma.shape[0])", "groups: \(layer.groups)", option("epsilon", layer.epsilon, 1e-5)]
          + [activation(layer.activation)],
        of: layer)
    case .layerNorm(let layer):
      return SwiftCode(
        "LayerNorm", ["\(layer.gamma.shape[0])", option("epsilon", layer.epsilon, 1e-5)], of: layer)
    case .parametricReLU(let layer): return SwiftCode("PReLU", ["\(layer.slope.shape[0])"], of: layer)
    case .activation(let activation): return SwiftCode("Activate", [activation.swift])
    case .dropout(let layer): return SwiftCode("Dropout", ["\(layer.rate)"])
    case .upsample(let layer):
      return SwiftCode(
        "Upsample",
        [layer.factor.swift, layer.interpolation == .nearest ? nil : ".\(layer.interpolation)"])
    case .pixelShuffle(let layer): return SwiftCode("PixelShuffle", ["\(layer.factor)"])
    case .reflectionPad(let layer): return SwiftCode("ReflectionPad", ["\(layer.size)"])
    case .filter(let filter): return try swift(filter, &helpers)
    case .reshape:
      guard case .image(let channels, let size?) = output else { return SwiftCode("Flatten") }
      return SwiftCode("Reshape", ["[\(size.height), \(size.width), \(channels)]"])
    }
  }

  /// The filter without its activation, which is a step of its own.
  private func swift(
    _ filter: ChannelFilter, _ helpers: inout Set<SwiftHelper>
  ) throws(UnsupportedLayer) -> SwiftCode {
    if let rule = filter.rule {
      helpers.insert(.enlargement)
      return SwiftCode(SwiftHelper.enlargement.name, ["\(filter.factor)", ".\(rule)"])
    }
    guard filter.factor == 1, filter.border == .zero else {
      throw UnsupportedLayer(
        .settings, layer: "Filter", place: path,
        expected: "an enlargement by a rule with a name, or a filter that keeps the size, with zeros around",
        found: "a filter that enlarges by \(filter.factor), with the border \(filter.border)")
    }
    helpers.insert(.filter)
    let taps = filter.taps.scalars.map { "\($0)" }.joined(separator: ", ")
    return SwiftCode(SwiftHelper.filter.name, ["taps: [\(taps)]"])
  }

  // MARK: - Arguments, nil where they are as the layer has them anyway

  private func kernel(_ weight: Parameter) -> String {
    "kernel: \(PerAxis(height: weight.shape[0], width: weight.shape[1]).swift)"
  }

  private func option(_ name: String, _ value: PerAxis, _ standard: Int) -> String? {
    value == PerAxis(standard) ? nil : "\(name): \(value.swift)"
  }

  private func option(_ name: String, _ value: Float, _ standard: Float) -> String? {
    value == standard ? nil : "\(name): \(value)"
  }

  private func padding(_ padding: Padding) -> String? {
    switch padding {
    case .same: nil
    case .valid: "padding: .valid"
    case .explicit(let size): "padding: .explicit(\(size))"
    case .sides(let top, let bottom, let left, let right):
      "padding: .sides(top: \(top), bottom: \(bottom), left: \(left), right: \(right))"
    }
  }

  private func groups(_ count: Int) -> String? { count == 1 ? nil : "groups: \(count)" }
  private func bias(_ bias: Parameter?) -> String? { bias == nil ? "bias: false" : nil }

  private func activation(_ activation: Activation) -> String? {
    activation == .identity ? nil : "activation: \(activation.swift)"
  }
}

extension PerAxis {
  /// A number, or a pair of them.
  fileprivate var swift: String { height == width ? "\(height)" : "[\(height), \(width)]" }
}

extension Activation {
  fileprivate var swift: String {
    switch self {
    case .identity: ".identity"
    case .relu: ".relu"
    case .leakyReLU(let slope): ".leakyReLU(\(slope))"
    case .tanh: ".tanh"
    case .sigmoid: ".sigmoid"
    }
  }
}
