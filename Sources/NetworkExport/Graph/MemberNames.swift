import GANKit

/// Under which names a layer holds the layers that it says it is made of.
///
/// A layer is a value and has no identity, but its parameters and buffers have one.
struct MemberNames {
  private let names: [ObjectIdentifier: String]
  private let sequences: [(name: String, sequence: Sequential)]

  init(of layer: any Layer) {
    names = Dictionary(layer.cells.map { ($0.cell, $0.name) }) { first, _ in first }
    sequences = Mirror(reflecting: layer).children.compactMap { label, value in
      guard let label, let sequence = value as? Sequential else { return nil }
      return (label, sequence)
    }
  }

  /// The dotted name of a member; nil if it has no parameters or buffers, and so no entries in a file of weights.
  func name(of member: any Layer) -> String? {
    guard let (own, cell) = member.cells.first, let full = names[cell], full.hasSuffix(".\(own)") else {
      return nil
    }
    return String(full.dropLast(own.count + 1))
  }

  /// The sequence that parts begin with, if a layer lists those of a sequence in place of the sequence itself.
  func sequence(beginning parts: ArraySlice<NetworkPart>) -> (name: String, sequence: Sequential)? {
    sequences.first { _, sequence in
      !sequence.layers.isEmpty && parts.count >= sequence.layers.count
        && zip(parts, sequence.layers).allSatisfy { part, layer in
          guard case .layer(let other) = part else { return false }
          return type(of: other) == type(of: layer) && other.cells.first?.cell == layer.cells.first?.cell
        }
    }
  }
}

extension Layer {
  /// The parameters and buffers with their dotted names.
  fileprivate var cells: [(name: String, cell: ObjectIdentifier)] {
    parameters.map { ($0.name, ObjectIdentifier($0.parameter)) }
      + buffers.map { ($0.name, ObjectIdentifier($0.buffer)) }
  }
}
