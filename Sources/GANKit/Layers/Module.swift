import Files

/// Something with parameters: a layer, a network, or a struct that contains them.
///
/// Parameters and buffers are found by reflection, in the order in which they are declared. Their dotted names, such as
/// `blocks.2.weight`, are their names in checkpoints. They may be in other modules, structs, tuples, optionals, arrays,
/// dictionaries (in the order of their keys) and the payloads of enumerations; a parameter in a set, or in a class that
/// is not a module, ends the program.
public protocol Module: Checkpointable {}

/// A module that maps one tensor to another.
public protocol Layer: Module {
  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor

  /// A few words for tables of layers, such as "Dense 256, LeakyReLU(0.2)".
  var label: String { get }

  /// What the layer does, in order, for drawings of networks.
  var operations: [LayerOperation] { get }
}

extension Layer {
  public var label: String { "\(type(of: self))" }
  public var operations: [LayerOperation] { [.other(label)] }
}

extension Module {
  /// The trained values with their dotted names; one that several layers share is listed once, under its first name.
  public var parameters: [(name: String, parameter: Parameter)] {
    members { $0 as? Parameter }.map { (name: $0, parameter: $1) }
  }

  /// The values that belong to the model but are not trained, with their dotted names.
  public var buffers: [(name: String, buffer: Buffer)] {
    members { $0 as? Buffer }.map { (name: $0, buffer: $1) }
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
    // Everything is looked up before anything is assigned, so that a network is never half old and half new.
    let trained = try parameters.map { path, parameter in
      (parameter, try checkpoint.tensor(named: "\(name).\(path)", shape: parameter.shape))
    }
    let kept = try buffers.map { path, buffer in
      (buffer, try checkpoint.tensor(named: "\(name).\(path)", shape: buffer.value.shape))
    }
    for (parameter, value) in trained { parameter.value = value }
    for (buffer, value) in kept { buffer.value = value }
  }

  /// All differences between the parameters and buffers of this module and what a checkpoint holds under a name, in
  /// their order, and then what it holds besides. If there are none, `load(from:as:)` succeeds.
  public func differences(from checkpoint: Checkpoint, as name: String) -> [EntryDifference] {
    let own = parameters.map { ($0, $1.shape) } + buffers.map { ($0, $1.value.shape) }
    let needed = Set(own.map { "\(name).\($0.0)" })
    let stray = checkpoint.names.filter { $0.hasPrefix("\(name).") && !needed.contains($0) }
    return own.compactMap { checkpoint.difference(of: "\(name).\($0.0)", from: $0.1) }
      + stray.map { .unexpected($0, found: checkpoint.content(of: $0) ?? "nothing") }
  }
}
