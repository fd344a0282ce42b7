/// How GANKit and PyTorch each lay out the elements of one parameter or buffer.
///
/// In GANKit the elements, in row-major order, are those of a tensor of shape `factors`; in PyTorch they are those of
/// the same tensor with its axes in the order `axes`, viewed as `shape`.
struct PyTorchOrder {
  private let factors: Shape
  private let axes: [Int]
  /// PyTorch's shape.
  let shape: Shape

  /// The same layout on both sides.
  static func same(_ shape: Shape) -> PyTorchOrder {
    PyTorchOrder(factors: shape, axes: Array(0..<shape.rank), shape: shape)
  }

  /// `[kernelHeight, kernelWidth, a, b]` is PyTorch's `[b, a, kernelHeight, kernelWidth]`, both for convolutions (a:
  /// in, b: out) and for transposed convolutions (a: out, b: in).
  static func kernels(_ shape: Shape) -> PyTorchOrder {
    PyTorchOrder(factors: shape, axes: [3, 2, 0, 1], shape: [shape[3], shape[2], shape[0], shape[1]])
  }

  /// `[in, out]` is PyTorch's `[out, in]`. If the units are the pixels of an image times its channels, GANKit orders
  /// them pixel by pixel and PyTorch channel by channel.
  static func dense(_ shape: Shape, inputChannels: Int, outputChannels: Int) -> PyTorchOrder {
    PyTorchOrder(
      factors: [shape[0] / inputChannels, inputChannels, shape[1] / outputChannels, outputChannels],
      axes: [3, 2, 1, 0], shape: [shape[1], shape[0]])
  }

  /// One value for each unit, with the units ordered as in `dense`.
  static func units(_ count: Int, channels: Int) -> PyTorchOrder {
    PyTorchOrder(factors: [count / channels, channels], axes: [1, 0], shape: [count])
  }

  func toPyTorch(_ value: Tensor) -> Tensor {
    value.detached.reshaped(to: factors).permuted(axes).reshaped(to: shape)
  }

  func fromPyTorch(_ value: Tensor, shape original: Shape) -> Tensor {
    let inverse = axes.indices.map { axis in axes.firstIndex(of: axis)! }
    return value.reshaped(to: Shape(axes.map { factors[$0] })).permuted(inverse).reshaped(to: original)
  }
}

/// One entry of a state dict and the parameter or buffer that holds its value.
struct PyTorchEntry {
  /// The part after the layer's name: `weight`, `bias`, `running_mean` or `running_var`.
  let name: String
  /// PyTorch's shape.
  let shape: Shape
  /// The current value, in PyTorch's layout.
  let value: () -> Tensor
  /// Takes over a value in PyTorch's layout.
  let assign: (Tensor) -> Void

  init(_ name: String, _ parameter: Parameter, _ order: PyTorchOrder) {
    self.name = name
    shape = order.shape
    value = { order.toPyTorch(parameter.value) }
    assign = { parameter.value = order.fromPyTorch($0, shape: parameter.shape) }
  }

  init(_ name: String, _ buffer: Buffer, _ order: PyTorchOrder) {
    self.name = name
    shape = order.shape
    value = { order.toPyTorch(buffer.value) }
    assign = { buffer.value = order.fromPyTorch($0, shape: buffer.value.shape) }
  }
}

/// A layer with weights: its place in the module and its entries.
struct PyTorchLayer {
  let path: String
  let entries: [PyTorchEntry]
}

/// Goes through the layers of a network in order and keeps track of the number of channels that flow through it.
struct PyTorchScan {
  private(set) var layers: [PyTorchLayer] = []
  private var channels: Int

  init(_ leaves: [(path: String, layer: any Layer)], inputChannels: Int) throws {
    channels = inputChannels
    for (index, leaf) in leaves.enumerated() {
      let entries = try entries(of: leaf.layer, leaf.path, followedBy: leaves[(index + 1)...].map(\.layer))
      if !entries.isEmpty { layers.append(PyTorchLayer(path: leaf.path, entries: entries)) }
    }
  }

  private mutating func entries(
    of layer: any Layer, _ path: String, followedBy rest: [any Layer]
  ) throws -> [PyTorchEntry] {
    switch layer {
    case let layer as Conv2D:
      channels = layer.weight.shape[3]
      return [PyTorchEntry("weight", layer.weight, .kernels(layer.weight.shape))] + bias(layer.bias)
    case let layer as ConvTranspose2D:
      channels = layer.weight.shape[2]
      return [PyTorchEntry("weight", layer.weight, .kernels(layer.weight.shape))] + bias(layer.bias)
    case let layer as Dense:
      let shape = layer.weight.shape
      let outputChannels = Self.channels(ofUnits: shape[1], before: rest)
      try check(shape[0], isMultipleOf: channels, path)
      try check(shape[1], isMultipleOf: outputChannels, path)
      let order = PyTorchOrder.dense(shape, inputChannels: channels, outputChannels: outputChannels)
      channels = outputChannels
      return [PyTorchEntry("weight", layer.weight, order)] + bias(layer.bias)
    case let layer as BatchNorm:
      try check(layer.gamma.shape[0], isMultipleOf: channels, path)
      let order = PyTorchOrder.units(layer.gamma.shape[0], channels: channels)
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
    case let layer as Reshape:
      if layer.shape.rank == 3 { channels = layer.shape[2] }
      return []
    default: return []
    }
  }

  private func bias(_ bias: Parameter?) -> [PyTorchEntry] {
    bias.map { [PyTorchEntry("bias", $0, .units($0.shape[0], channels: channels))] } ?? []
  }

  /// The channels of the image that a dense layer's units become, or the number of units if they stay a vector.
  private static func channels(ofUnits units: Int, before rest: [any Layer]) -> Int {
    for layer in rest {
      switch layer {
      case let layer as Reshape where layer.shape.rank == 3: return layer.shape[2]
      case let layer as Conv2D: return layer.weight.shape[2]
      case let layer as ConvTranspose2D: return layer.weight.shape[3]
      case is Dense: return units
      default: continue
      }
    }
    return units
  }

  private func check(_ units: Int, isMultipleOf channels: Int, _ path: String) throws {
    guard units % channels == 0 else {
      throw PyTorchWeightsError(
        .unknownOrder, entry: path, expected: "units that form pixels of \(channels) channels each",
        found: "\(units) units")
    }
  }
}
