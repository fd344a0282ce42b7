/// Goes through the parts of a network in order and keeps track of what flows through it.
struct PyTorchScan {
  private(set) var layers: [PyTorchLayer] = []
  private var flow: PyTorchFlow
  /// By the path of a dense layer.
  private let declaredChannels: [String: Int]

  init(_ parts: [PyTorchPart], inputChannels: Int, flattenedChannels: [String: Int]) throws {
    flow = PyTorchFlow(inputChannels: inputChannels)
    declaredChannels = flattenedChannels
    for (index, part) in parts.enumerated() {
      switch part {
      case .layer(let layer, let path, let name):
        let entries = try entries(of: layer, path, followedBy: parts[(index + 1)...])
        if !entries.isEmpty { layers.append(PyTorchLayer(path: path, name: name, entries: entries)) }
      case .own(let entry, let owner, let name):
        flow.become(.unknown)
        if let index = layers.firstIndex(where: { $0.path == owner }) {
          layers[index].entries.append(entry)
        } else {
          layers.append(PyTorchLayer(path: owner, name: name, entries: [entry]))
        }
      case .opened: flow.open()
      case .closed(let isUnknown): flow.close(isUnknown: isUnknown)
      }
    }
    for path in flattenedChannels.keys.sorted() {
      guard parts.contains(where: { $0.denseLayer == path }) else {
        throw PyTorchWeightsError(
          .unsupportedLayer, entry: path, expected: "a dense layer, for which channels were given",
          found: "no dense layer under this name")
      }
    }
  }

  private mutating func entries(
    of layer: any Layer, _ path: String, followedBy rest: ArraySlice<PyTorchPart>
  ) throws -> [PyTorchEntry] {
    switch layer {
    case let layer as Conv2D:
      let shape = layer.weight.shape
      flow.convolve(layer.inputs, to: layer.outputs)
      return [PyTorchEntry("weight", layer.weight, .kernels(shape))] + bias(layer.bias)
    case let layer as ConvTranspose2D:
      let shape = layer.weight.shape
      flow.convolve(layer.inputs, to: layer.outputs)
      return [PyTorchEntry("weight", layer.weight, .kernels(shape))] + bias(layer.bias)
    case let layer as Dense: return try entries(of: layer, path, followedBy: rest)
    case let layer as BatchNorm:
      let order = try perChannel(layer.gamma.shape, path)
      return [
        PyTorchEntry("weight", layer.gamma, order), PyTorchEntry("bias", layer.beta, order),
        PyTorchEntry("running_mean", layer.runningMean, order),
        PyTorchEntry("running_var", layer.runningVariance, order),
      ]
    case let layer as InstanceNorm:
      guard let gamma = layer.gamma, let beta = layer.beta else { return [] }
      return [
        PyTorchEntry("weight", gamma, .same(gamma.shape)), PyTorchEntry("bias", beta, .same(beta.shape)),
      ]
    case let layer as GroupNorm:
      return [
        PyTorchEntry("weight", layer.gamma, .same(layer.gamma.shape)),
        PyTorchEntry("bias", layer.beta, .same(layer.beta.shape)),
      ]
    case let layer as LayerNorm:
      let order = try perChannel(layer.gamma.shape, path)
      return [PyTorchEntry("weight", layer.gamma, order), PyTorchEntry("bias", layer.beta, order)]
    case let layer as PReLU:
      return [PyTorchEntry("weight", layer.slope, try perChannel(layer.slope.shape, path))]
    case let layer as PixelShuffle:
      if case .image(let channels) = flow.content {
        flow.become(.image(channels: channels / (layer.factor * layer.factor)))
      }
      return []
    case is Flatten:
      flow.flatten()
      return []
    case let layer as Reshape:
      reshape(to: layer.shape)
      return []
    default: return []
    }
  }

  private mutating func entries(
    of layer: Dense, _ path: String, followedBy rest: ArraySlice<PyTorchPart>
  ) throws -> [PyTorchEntry] {
    let shape = layer.weight.shape
    let found = flow.channels(readBy: shape[0])
    let declared = declaredChannels[path]
    if declared != nil { flow.declare() }
    guard let inputChannels = declared ?? found else {
      throw PyTorchWeightsError(
        .unknownOrder, entry: path,
        expected: "a dense layer that reads what the layer declared before it makes",
        found:
          "one that reads something else, or a layer of your own before it, so that it is unknown how many channels "
          + "the image has whose pixels it reads (1 if there is no image)")
    }
    try check(shape[0], isMultipleOf: inputChannels, path)
    let outputChannels = try Self.imageChannels(madeBy: path, before: rest)
    if let outputChannels { try check(shape[1], isMultipleOf: outputChannels, path) }
    flow.become(outputChannels.map { .image(channels: $0) } ?? .vector(shape[1]))
    let order = PyTorchOrder.dense(shape, inputChannels: inputChannels, outputChannels: outputChannels ?? 1)
    return [PyTorchEntry("weight", layer.weight, order)]
      + (layer.bias.map { [PyTorchEntry("bias", $0, .units(shape[1], channels: outputChannels ?? 1))] } ?? [])
  }

  private func bias(_ bias: Parameter?) -> [PyTorchEntry] {
    bias.map { [PyTorchEntry("bias", $0, .same($0.shape))] } ?? []
  }

  private mutating func reshape(to shape: Shape) {
    switch (shape.rank, flow.content) {
    case (1, _): flow.flatten()
    case (3, .image(let channels)) where channels == shape[2]: flow.become(flow.content)
    case (3, .input), (3, .vector): flow.become(.image(channels: shape[2]))
    default: flow.become(.unknown)
    }
  }

  /// The order of one value for each channel, or for each unit of a flattened image.
  private func perChannel(_ shape: Shape, _ path: String) throws -> PyTorchOrder {
    switch flow.content {
    case .input(let channels), .image(let channels):
      try check(shape[0], isMultipleOf: channels, path)
      return .units(shape[0], channels: channels)
    case .vector: return .same(shape)
    case .unknown where !flow.isFlattened: return .same(shape)
    case .unknown:
      throw PyTorchWeightsError(
        .unknownOrder, entry: path, expected: "a known number of channels before they are flattened",
        found: "a layer or parameter of another kind, after which it is unknown")
    }
  }

  /// The channels of the image that a dense layer's units become; nil if they stay a vector.
  private static func imageChannels(madeBy path: String, before rest: ArraySlice<PyTorchPart>) throws -> Int?
  {
    var isKnown = true
    for part in rest {
      let channels: Int
      switch part {
      case .layer(let layer as Reshape, _, _) where layer.shape.rank == 3: channels = layer.shape[2]
      case .layer(let layer as Conv2D, _, _): channels = layer.inputs
      case .layer(let layer as ConvTranspose2D, _, _): channels = layer.inputs
      case .layer(is Dense, _, _): return nil
      case .own, .closed(isUnknown: true):
        isKnown = false
        continue
      default: continue
      }
      if isKnown { return channels }
      throw PyTorchWeightsError(
        .unknownOrder, entry: path, expected: "a Reshape or a convolution after this dense layer",
        found: "a layer or parameter of another kind between this dense layer and the next convolution")
    }
    return nil
  }

  private func check(_ units: Int, isMultipleOf channels: Int, _ path: String) throws {
    guard channels > 0 && units % channels == 0 else {
      throw PyTorchWeightsError(
        .unknownOrder, entry: path, expected: "units that form pixels of \(channels) channels each",
        found: "\(units) units")
    }
  }
}
