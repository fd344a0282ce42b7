/// The place of an operation in a computation while its derivative is checked.
///
/// An operation that takes its record from the wrong tensor may still be right on leaves, which have no record of their
/// own.
enum GradientPlace: String, Sendable, CaseIterable, CustomStringConvertible {
  case onLeaves = "on leaves"
  case inTheMiddle = "in the middle of a graph"
  case usedTwice = "with inputs used twice"
  case besideUnused = "beside an output that nobody uses"

  var description: String { rawValue }
}

extension GradientCase {
  /// The same operation at another place in a computation.
  func placed(_ place: GradientPlace) -> GradientCase {
    GradientCase("\(name), \(place)", like: self) { [operation] leaves in
      if place == .onLeaves { return operation(leaves) }
      let inputs = leaves.map { $0 * 1 }
      switch place {
      case .onLeaves, .inTheMiddle: return operation(inputs)
      case .usedTwice:
        let first = operation(inputs)
        let other = inputs.reduce(Tensor(0)) { $0 + square($1).sum() }
        return first + 0.5 * operation(inputs) + other * (1 / Float(first.count))
      case .besideUnused:
        let unused = operation(inputs) * 2
        let used = operation(inputs) * 1
        return withExtendedLifetime(unused) { used }
      }
    }
  }
}
