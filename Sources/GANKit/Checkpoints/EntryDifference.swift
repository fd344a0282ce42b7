/// One way in which the entries of a file and those that a network needs differ.
public enum EntryDifference: Equatable, Sendable, CustomStringConvertible {
  /// The network needs an entry that the file does not have.
  case missing(String, expected: Shape)
  /// An entry has another shape, or holds integers; `found` says which.
  case mismatch(String, expected: Shape, found: String)
  /// Two entries differ although the network has one parameter for both.
  case unequal(String, to: String)
  /// The file has an entry that the network has no place for.
  case unexpected(String, found: String)

  /// The name of the entry in the file.
  public var entry: String {
    switch self {
    case .missing(let name, _), .mismatch(let name, _, _), .unequal(let name, _), .unexpected(let name, _):
      name
    }
  }

  /// What the network needs: "a tensor of shape [3, 4]".
  public var expected: String {
    switch self {
    case .missing(_, let shape), .mismatch(_, let shape, _): "a tensor of shape \(shape)"
    case .unequal(_, let other):
      "the values of \"\(other)\", because both are one parameter of the module"
    case .unexpected: "no such entry"
    }
  }

  /// What is in the file.
  public var found: String {
    switch self {
    case .missing: "no such entry"
    case .mismatch(_, _, let found), .unexpected(_, let found): found
    case .unequal: "other values"
    }
  }

  public var description: String { "\"\(entry)\": expected \(expected); found \(found)" }
}

extension Checkpoint {
  /// What an entry is, in words; nil if there is none.
  func content(of name: String) -> String? {
    self[tensor: name].map { "a tensor of shape \($0.shape)" }
      ?? self[integers: name].map { "\($0.count) integers" }
  }

  /// How one entry differs from a tensor of this shape; nil if it is one.
  func difference(of name: String, from shape: Shape) -> EntryDifference? {
    guard let found = content(of: name) else { return .missing(name, expected: shape) }
    return self[tensor: name]?.shape == shape ? nil : .mismatch(name, expected: shape, found: found)
  }
}
