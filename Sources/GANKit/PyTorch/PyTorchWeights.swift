import Foundation

/// Reads and writes a network's weights as a PyTorch state dict in a `.safetensors` file.
///
///     let weights = try PyTorchWeights(of: generator)
///     try weights.load(from: url)     // written by safetensors.torch.save_file(model.state_dict(), ...)
///     try weights.save(to: url)       // model.load_state_dict(safetensors.torch.load_file(...))
///
/// | GANKit | PyTorch |
/// |---|---|
/// | `Conv2D`: weight `[k, k, in, out]` | `Conv2d`: weight `[out, in, k, k]` |
/// | `ConvTranspose2D`: weight `[k, k, out, in]` | `ConvTranspose2d`: weight `[in, out, k, k]` |
/// | `Dense`: weight `[in, out]` | `Linear`: weight `[out, in]` |
/// | `BatchNorm`: gamma, beta, running statistics | `BatchNorm1d`, `2d`: weight, bias, running_mean, running_var |
/// | `InstanceNorm` with a scale and a shift: gamma, beta | `InstanceNorm2d(affine=True)`: weight, bias |
///
/// Where a dense layer reads a flattened image, or makes the pixels of one, its units are reordered as well, because
/// PyTorch flattens channel by channel and GANKit pixel by pixel.
///
/// A state dict holds nothing else: strides, padding, slopes and the epsilon of norms have to be made equal by hand
/// (for batch normalization the default is 1e-5 in PyTorch and 1e-3 in GANKit). `num_batches_tracked` is ignored when
/// reading and left out when writing; `load_state_dict` then adds it.
public struct PyTorchWeights {
  private let layers: [PyTorchLayer]
  private let layerNames: [String]
  private let areNamed: Bool

  /// - Parameters:
  ///   - module: one network, whose layers are declared in the order in which they are used.
  ///   - names: PyTorch's names of the layers that have weights, such as `["main.0", "main.1"]`, in the order of the
  ///     module's layers. Without names, a file's layers are taken in the order of their names, with numbers by value,
  ///     and written under the names that they would have in an `nn.Sequential` of the same layers, where activations
  ///     and changes of shape are separate layers.
  ///   - inputChannels: the channels of the input images; it matters only if the network begins by flattening them.
  /// - Throws: `PyTorchWeightsError` if some weights have no counterpart in PyTorch, or if the number of names differs
  ///   from the number of layers.
  public init(of module: some Module, layers names: [String]? = nil, inputChannels: Int = 1) throws {
    let leaves = try pyTorchLeaves(of: module)
    layers = try PyTorchScan(leaves, inputChannels: inputChannels).layers
    let numbered = Self.sequentialNames(leaves)
    layerNames = names ?? layers.map { numbered[$0.path] ?? $0.path }
    areNamed = names != nil
    guard layerNames.count == layers.count else {
      throw PyTorchWeightsError(
        .layerCount, expected: "one name for each of \(layers.count) layers, \(list(layers.map(\.path)))",
        found: "\(layerNames.count) names")
    }
  }

  /// The entries of the state dict, with PyTorch's shapes.
  public var entries: [(name: String, shape: Shape)] {
    zip(layerNames, layers).flatMap { name, layer in
      layer.entries.map { (Self.joined(name, $0.name), $0.shape) }
    }
  }

  /// Loads a state dict into the network; if an error is thrown, nothing has changed.
  ///
  /// - Throws: `FileError` if the file cannot be read; `CheckpointError` if it is damaged or holds types that
  ///   ``Checkpoint`` does not read; `PyTorchWeightsError` if it belongs to another network.
  public func load(from url: URL) throws {
    let file = try Checkpoint(contentsOf: url)
    let path = url.relativePath
    var rest = file.names.filter { !$0.hasSuffix("num_batches_tracked") }
    let names = areNamed ? layerNames : Self.layers(of: rest)
    guard names.count == layers.count else {
      throw PyTorchWeightsError(
        .layerCount, path: path, expected: "weights of \(layers.count) layers, \(list(layers.map(\.path)))",
        found: "weights of \(names.count): \(list(names))")
    }
    var values: [(entry: PyTorchEntry, value: Tensor)] = []
    for (name, layer) in zip(names, layers) {
      for entry in layer.entries {
        let full = Self.joined(name, entry.name)
        let expected = "a tensor of shape \(entry.shape), for layer \"\(layer.path)\""
        guard rest.contains(full) else {
          throw PyTorchWeightsError(
            .missing, path: path, entry: full, expected: expected, found: "no such entry")
        }
        guard let value = file[tensor: full], value.shape == entry.shape else {
          throw PyTorchWeightsError(
            .mismatch, path: path, entry: full, expected: expected,
            found: file[tensor: full].map { "shape \($0.shape)" } ?? "integers")
        }
        values.append((entry, value))
        rest.removeAll { $0 == full }
      }
    }
    if let stray = rest.first {
      throw PyTorchWeightsError(
        .unexpected, path: path, entry: stray, expected: "no such entry",
        found: file[tensor: stray].map { "a tensor of shape \($0.shape)" } ?? "integers")
    }
    for (entry, value) in values { entry.assign(value) }
  }

  /// Writes the network's state dict, for `safetensors.torch.load_file`.
  ///
  /// - Throws: `FileError`.
  public func save(to url: URL) throws {
    var file = Checkpoint()
    file.metadata["format"] = "pt"
    for (name, layer) in zip(layerNames, layers) {
      for entry in layer.entries { file[tensor: Self.joined(name, entry.name)] = entry.value() }
    }
    try file.write(to: url)
  }

  // MARK: Names

  private static func joined(_ layer: String, _ entry: String) -> String {
    layer.isEmpty ? entry : "\(layer).\(entry)"
  }

  /// The layers that these entries belong to. A file does not keep their order, but the numbers in their names do.
  private static func layers(of entries: [String]) -> [String] {
    let names = Set(entries.map { $0.split(separator: ".").dropLast().joined(separator: ".") })
    return names.sorted { $0.compare($1, options: .numeric) == .orderedAscending }
  }

  /// The names that layers in a sequence would have in an `nn.Sequential`, by their paths in the module.
  private static func sequentialNames(_ leaves: [(path: String, layer: any Layer)]) -> [String: String] {
    var counts: [[Substring]: Int] = [:]
    var names: [String: String] = [:]
    for (path, layer) in leaves {
      let parts = path.split(separator: ".")
      guard let last = parts.last, Int(last) != nil else { continue }
      let sequence = Array(parts.dropLast())
      let number = counts[sequence, default: 0]
      names[path] = (sequence + ["\(number)"]).joined(separator: ".")
      counts[sequence] = number + (layer.endsInActivation ? 2 : 1)
    }
    return names
  }
}

private func list(_ names: [String]) -> String {
  names.map { "\"\($0)\"" }.joined(separator: ", ")
}

extension Layer {
  fileprivate var endsInActivation: Bool {
    switch self {
    case let layer as Conv2D: layer.activation != .identity
    case let layer as ConvTranspose2D: layer.activation != .identity
    case let layer as Dense: layer.activation != .identity
    case let layer as BatchNorm: layer.activation != .identity
    case let layer as InstanceNorm: layer.activation != .identity
    default: false
    }
  }
}

/// The layers of a module that contain no other layers, in order.
private func pyTorchLeaves(of module: some Module) throws -> [(path: String, layer: any Layer)] {
  var leaves: [(path: String, layer: any Layer)] = []
  var stray: String?
  visit(module, name: "") { path, member in
    switch member {
    case is Conv2D, is ConvTranspose2D, is Dense, is BatchNorm, is InstanceNorm, is Reshape, is Flatten,
      is Dropout, is Activate:
      if let layer = member as? any Layer { leaves.append((path, layer)) }
      return .skipContents
    case is Parameter, is Buffer:
      stray = stray ?? path
      return .skipContents
    default: return .visitContents
    }
  }
  if let stray {
    throw PyTorchWeightsError(
      .unsupportedLayer, entry: stray,
      expected: "only weights of dense layers, convolutions and norms", found: "other weights")
  }
  return leaves
}
