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
/// | `PReLU`: slope | `PReLU`: weight |
/// | a `Parameter` or `Buffer` of your own module | an `nn.Parameter` or buffer of the same name and shape |
/// | `Flatten`, `Reshape`, `Dropout`, `Activate`, `ReflectionPad`, `PixelShuffle` | the same; no entries |
///
/// Names are those of the same network written in PyTorch:
///
/// | GANKit | PyTorch |
/// |---|---|
/// | `Sequential` | `nn.Sequential`, whose numbers also count layers without weights. The activation of a layer is a layer of its own after it |
/// | `Residual` | a module that holds its layers as `self.body = nn.Sequential(...)` |
/// | your own module | a module with attributes of the same names; activations of its layers are no attributes |
/// | an array or a dictionary of layers | `nn.ModuleList`, `nn.ModuleDict` |
///
/// Where a dense layer reads a flattened image, or makes the pixels of one, its units are reordered as well, because
/// PyTorch flattens channel by channel and GANKit pixel by pixel. Your own parameters are never reordered.
///
/// A state dict holds nothing else: strides, padding, slopes and the epsilon of norms have to be made equal by hand
/// (for batch normalization the default is 1e-5 in PyTorch and 1e-3 in GANKit). `num_batches_tracked` is ignored when
/// reading and left out when writing; `load_state_dict` then adds it.
public struct PyTorchWeights {
  let layers: [PyTorchLayer]
  let layerNames: [String]
  private let areNamed: Bool

  /// - Parameters:
  ///   - module: one network, whose layers are declared in the order in which they are used, one after another.
  ///   - names: PyTorch's names of the layers that have weights, such as `["main.0", "main.1"]`, in the order of the
  ///     module's layers; a module with parameters of its own is one of them. Without names, they are those of the
  ///     same network written in PyTorch, as above. A file that is read may have a prefix before all of them, such as
  ///     `main.`; and if all its layers are numbered, they may have other numbers in the same order.
  ///   - inputChannels: the channels of the input images; it matters only if the network begins by flattening them.
  ///   - flattenedChannels: by the path of a dense layer in the module, such as `head.0`: the channels of the image whose
  ///     flattened pixels it reads, 1 if its input never was an image. It is asked for where the layers before do not
  ///     tell, as after a layer of your own or for the second of two heads.
  /// - Throws: `PyTorchWeightsError` if a layer of GANKit has no counterpart in PyTorch here, if the order in which a
  ///   dense layer sees an image is unknown, or if the number of names differs from the number of layers.
  public init(
    of module: some Module, layers names: [String]? = nil, inputChannels: Int = 1,
    flattenedChannels: [String: Int] = [:]
  ) throws {
    layers = try PyTorchScan(
      PyTorchPart.parts(of: module), inputChannels: inputChannels, flattenedChannels: flattenedChannels
    ).layers
    layerNames = names ?? layers.map(\.name)
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
    let rest = file.names.filter { !$0.hasSuffix("num_batches_tracked") }
    let names = areNamed ? layerNames : try self.names(in: rest, path)
    let match = match(file, names)
    if let (difference, layer) = match.located.first {
      let kind: PyTorchWeightsError.Kind =
        switch difference {
        case .missing: .missing
        case .mismatch, .unequal: .mismatch
        case .unexpected: .unexpected
        }
      let place = layer.map { ", for layer \"\($0)\"" } ?? ""
      throw PyTorchWeightsError(
        kind, path: path, entry: difference.entry, expected: difference.expected + place,
        found: difference.found)
    }
    match.load()
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

  static func joined(_ first: String, _ second: String) -> String {
    first.isEmpty ? second : second.isEmpty ? first : "\(first).\(second)"
  }

  /// The names that this network's layers have in a file with these entries.
  private func names(in file: [String], _ path: String) throws -> [String] {
    if let prefix = prefix(in: file) { return layerNames.map { Self.joined(prefix, $0) } }
    // A file does not keep the order of its layers, but the numbers in their names may tell it.
    let names = Set(file.map { $0.split(separator: ".").dropLast().joined(separator: ".") })
      .sorted { $0.compare($1, options: .numeric) == .orderedAscending }
    guard names.count == layers.count else {
      throw PyTorchWeightsError(
        .layerCount, path: path, expected: "weights of \(layers.count) layers, \(list(layers.map(\.path)))",
        found: "weights of \(names.count): \(list(names))")
    }
    guard zip(names, names.dropFirst()).allSatisfy(Self.areOrderedByNumber) else {
      throw PyTorchWeightsError(
        .layerOrder, path: path,
        expected: "layers \(list(layerNames)), or layers whose numbers tell their order",
        found: "layers \(list(names))")
    }
    return names
  }

  /// What stands before all of this network's names in a file that has all of its entries; nil if none does.
  private func prefix(in file: [String]) -> String? {
    let (own, all) = (entries.map(\.name), Set(file))
    guard let first = own.first else { return nil }
    let prefixes = file.filter { $0 == first || $0.hasSuffix("." + first) }
      .map { String($0.dropLast(first.count + 1)) }
    return prefixes.sorted().first { prefix in own.allSatisfy { all.contains(Self.joined(prefix, $0)) } }
  }

  /// Whether two names differ first in a number.
  private static func areOrderedByNumber(_ a: String, _ b: String) -> Bool {
    let pair = zip(a.split(separator: "."), b.split(separator: ".")).first { $0 != $1 }
    return pair.map { Int($0) != nil && Int($1) != nil } ?? false
  }
}

private func list(_ names: [String]) -> String {
  names.map { "\"\($0)\"" }.joined(separator: ", ")
}
