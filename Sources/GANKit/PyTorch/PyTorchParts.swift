/// Something in a network that concerns its state dict, in the order of declaration.
enum PyTorchPart {
  /// A layer that has a counterpart in PyTorch.
  case layer(any Layer, path: String, name: String)
  /// A parameter or buffer that a module of the user's own holds itself.
  case own(PyTorchEntry, owner: String, name: String)
  /// The beginning of a module of the user's own.
  case opened
  /// The end of one; whether only its author knows what it makes of channels.
  case closed(isUnknown: Bool)

  /// The path, if it is a dense layer.
  var denseLayer: String? {
    if case .layer(is Dense, let path, _) = self { path } else { nil }
  }
}

extension PyTorchPart {
  /// The parts of a module, with the names that they have in the same network written in PyTorch.
  ///
  /// - Throws: `PyTorchWeightsError` if a layer of GANKit has no counterpart, or a name would be illegal in PyTorch.
  static func parts(of module: some Module) throws -> [PyTorchPart] {
    // Ends the program if the module holds parameters where they are not found.
    _ = module.parameters
    var collector = PyTorchPartCollector()
    visit(module, name: "") { path, member in collector.visit(path, member) }
    collector.close(before: nil)
    if let error = collector.error { throw error }
    return collector.parts
  }

  static func hasCounterpart(_ layer: Any) -> Bool {
    switch layer {
    case is Conv2D, is ConvTranspose2D, is Dense, is BatchNorm, is InstanceNorm, is PReLU, is Reshape,
      is Flatten,
      is Dropout, is Activate, is ReflectionPad, is PixelShuffle, is GroupNorm, is LayerNorm, is AveragePool,
      is MaxPool, is Upsample:
      true
    default: false
    }
  }

  /// Whether a type is GANKit's own: such a layer must be in the table of counterparts, because it is not known to its
  /// user what it holds under which names.
  static func isFromGANKit(_ value: Any) -> Bool { String(reflecting: type(of: value)).hasPrefix("GANKit.") }
}

private struct PyTorchPartCollector {
  private(set) var parts: [PyTorchPart] = []
  private(set) var error: PyTorchWeightsError?
  /// PyTorch's names of members of sequences, by their paths.
  private var numbered: [String: String] = [:]
  /// The user's own modules around the current place, outermost first.
  private var open: [(path: String, hasLayers: Bool, hasOwn: Bool)] = []

  mutating func visit(_ path: String, _ member: Any) -> Visit {
    close(before: path)
    if path.contains("..") || path.hasPrefix(".") {
      fail(path, expected: "members with names", found: "a member of a tuple without labels")
    }
    switch member {
    case let parameter as Parameter:
      addOwn(path) { PyTorchEntry($0, parameter, .same(parameter.shape)) }
    case let buffer as Buffer: addOwn(path) { PyTorchEntry($0, buffer, .same(buffer.value.shape)) }
    case let embedding as Embedding:
      let weight = PyTorchEntry("weight", embedding.weight, .same(embedding.weight.shape))
      for index in open.indices { open[index].hasOwn = true }
      parts.append(.own(weight, owner: path, name: name(of: path)))
      return .skipContents
    case let layer as any Layer where PyTorchPart.hasCounterpart(layer):
      for index in open.indices { open[index].hasLayers = true }
      parts.append(.layer(layer, path: path, name: name(of: path)))
      return .skipContents
    case let sequence as Sequential: number(sequence, path)
    case is Residual: break
    default:
      if PyTorchPart.isFromGANKit(member) {
        fail(
          path, expected: "a layer that PyTorchWeights translates",
          found: "\(type(of: member)), which it does not translate yet")
        return .skipContents
      }
      open.append((path, false, false))
      parts.append(.opened)
    }
    return .visitContents
  }

  /// Ends the modules that do not contain `path`; all if it is nil.
  mutating func close(before path: String?) {
    while let last = open.last {
      if let path, last.path.isEmpty || path.hasPrefix(last.path + ".") { return }
      open.removeLast()
      parts.append(.closed(isUnknown: !last.hasLayers || last.hasOwn))
    }
  }

  private mutating func addOwn(_ path: String, _ entry: (String) -> PyTorchEntry) {
    for index in open.indices { open[index].hasOwn = true }
    let name = name(of: path)
    let dot = name.lastIndex(of: ".")
    parts.append(
      .own(
        entry(String(dot.map { name[name.index(after: $0)...] } ?? name[...])),
        owner: String(path.lastIndex(of: ".").map { path[..<$0] } ?? ""),
        name: String(dot.map { name[..<$0] } ?? "")))
  }

  private mutating func fail(_ path: String, expected: String, found: String) {
    error = error ?? PyTorchWeightsError(.unsupportedLayer, entry: path, expected: expected, found: found)
  }

  // MARK: Names

  /// Members of an `nn.Sequential` have the numbers of their places; there, an activation is a layer of its own.
  private mutating func number(_ sequence: Sequential, _ path: String) {
    let prefix = name(of: path)
    var number = 0
    for (index, layer) in sequence.layers.enumerated() {
      numbered[path.isEmpty ? "\(index)" : "\(path).\(index)"] =
        prefix.isEmpty ? "\(number)" : "\(prefix).\(number)"
      number += layer.endsInActivation ? 2 : 1
    }
  }

  /// PyTorch's name: the path, with the numbers of sequences replaced.
  private func name(of path: String) -> String {
    if let name = numbered[path] { return name }
    guard let dot = path.lastIndex(of: ".") else { return path }
    return name(of: String(path[..<dot])) + path[dot...]
  }
}

extension Layer {
  fileprivate var endsInActivation: Bool {
    switch self {
    case let layer as Conv2D: layer.activation != .identity
    case let layer as ConvTranspose2D: layer.activation != .identity
    case let layer as Dense: layer.activation != .identity
    case let layer as BatchNorm: layer.activation != .identity
    case let layer as InstanceNorm: layer.activation != .identity
    case let layer as GroupNorm: layer.activation != .identity
    default: false
    }
  }
}
