/// Something with parameters: a layer, a network, or a struct of them.
///
/// Parameters and buffers are found by reflection, in the order in which they are declared. Their dotted names, such as
/// `blocks.2.weight`, are the names in checkpoints.
public protocol Module: Checkpointable {}

/// A module that maps one tensor to another.
public protocol Layer: Module {
  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor

  /// A few words for tables of layers, such as "Dense 256, LeakyReLU(0.2)".
  var label: String { get }
}

extension Layer {
  public var label: String { "\(type(of: self))" }
}

extension Module {
  /// The trained values with their dotted names.
  public var parameters: [(name: String, parameter: Parameter)] {
    var found: [(name: String, parameter: Parameter)] = []
    visit(self, name: "") { name, member in
      if let parameter = member as? Parameter { found.append((name, parameter)) }
      return .visitContents
    }
    return found
  }

  /// The values that belong to the model but are not trained, with their dotted names.
  public var buffers: [(name: String, buffer: Buffer)] {
    var found: [(name: String, buffer: Buffer)] = []
    visit(self, name: "") { name, member in
      if let buffer = member as? Buffer { found.append((name, buffer)) }
      return .visitContents
    }
    return found
  }

  /// The number of trained values.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.parameter.shape.elementCount } }

  /// The number of values in buffers.
  public var bufferCount: Int { buffers.reduce(0) { $0 + $1.buffer.value.count } }

  /// A number that changes when any parameter does: a hash of all their bits.
  public var checksum: UInt64 {
    var hash = ContentHash()
    for (_, parameter) in parameters { hash.add(parameter.value) }
    return hash.value
  }
}

extension Module {
  public func save(to checkpoint: inout Checkpoint, as name: String) {
    for (path, parameter) in parameters { checkpoint[tensor: "\(name).\(path)"] = parameter.value.detached }
    for (path, buffer) in buffers { checkpoint[tensor: "\(name).\(path)"] = buffer.value }
  }

  public func load(from checkpoint: Checkpoint, as name: String) throws {
    // Everything is looked up before anything is assigned: a network is never half of one and half of another.
    let trained = try parameters.map { path, parameter in
      (parameter, try checkpoint.tensor(named: "\(name).\(path)", shape: parameter.shape))
    }
    let kept = try buffers.map { path, buffer in
      (buffer, try checkpoint.tensor(named: "\(name).\(path)", shape: buffer.value.shape))
    }
    for (parameter, value) in trained { parameter.value = value }
    for (buffer, value) in kept { buffer.value = value }
  }
}

/// Whether a walk goes on into what it has just met.
enum Visit {
  case visitContents, skipContents
}

/// Walks through a module's stored properties, arrays and optionals included, down to parameters and buffers.
///
/// `body` meets every module, parameter and buffer with its dotted name, in the order of declaration.
func visit(_ value: Any, name: String, _ body: (String, Any) -> Visit) {
  if value is Parameter || value is Buffer {
    _ = body(name, value)
    return
  }
  if value is any Module, body(name, value) == .skipContents { return }
  // The layers of a sequence are numbered without a name of their own: "network.0.weight".
  if let sequence = value as? Sequential { return visit(sequence.layers, name: name, body) }
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case .optional:
    if let wrapped = mirror.children.first { visit(wrapped.value, name: name, body) }
  case .collection, .struct, .class, .tuple:
    guard value is any Module || mirror.displayStyle != .class else { return }
    for (index, child) in mirror.children.enumerated() {
      let label = mirror.displayStyle == .collection ? "\(index)" : child.label ?? "\(index)"
      visit(child.value, name: name.isEmpty ? label : "\(name).\(label)", body)
    }
  default: break
  }
}
