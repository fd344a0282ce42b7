/// The extents of a tensor, outermost axis first: `[batch, height, width, channels]` for images.
///
/// A scalar has the empty shape `[]`. Extents are zero or more; a tensor with an extent of zero is empty.
public struct Shape: Hashable, Sendable {
  /// The extents, outermost axis first.
  public let dimensions: [Int]

  /// A shape with these extents, each zero or more.
  public init(_ dimensions: [Int]) {
    require(
      dimensions.allSatisfy { $0 >= 0 }, "Shape: extents must not be negative, found \(dimensions)")
    self.dimensions = dimensions
  }

  /// The number of axes.
  public var rank: Int { dimensions.count }

  /// The number of elements: the product of the extents, 1 for a scalar.
  public var elementCount: Int { dimensions.reduce(1, *) }

  /// The position of an axis, where negative axes count from the end: -1 is the last.
  func axis(_ axis: Int, in operation: String) -> Int {
    let resolved = axis < 0 ? axis + rank : axis
    require(
      resolved >= 0 && resolved < rank,
      "\(operation): axis \(axis) does not exist in shape \(self); legal axes are \(-rank) to \(rank - 1)")
    return resolved
  }

  /// The shape seen as `[outer, axis, inner]`: the products of the extents before and after an axis.
  func split(at axis: Int) -> (outer: Int, extent: Int, inner: Int) {
    (
      dimensions[..<axis].reduce(1, *), dimensions[axis],
      dimensions[(axis + 1)...].reduce(1, *)
    )
  }

  /// This shape with one axis replaced.
  func replacing(axis: Int, with extent: Int) -> Shape {
    var changed = dimensions
    changed[axis] = extent
    return Shape(changed)
  }

  /// The common shape of two operands by NumPy's rule: extents are aligned at the end, and 1 stretches.
  func broadcast(with other: Shape, in operation: String) -> Shape {
    if self == other { return self }
    let length = Swift.max(rank, other.rank)
    let extents = (0..<length).map { position -> Int in
      let a = self.extent(fromEnd: length - 1 - position)
      let b = other.extent(fromEnd: length - 1 - position)
      require(
        a == b || a == 1 || b == 1,
        "\(operation): shapes \(self) and \(other) do not broadcast; aligned at the end, extents must be equal or 1"
      )
      return a == 1 ? b : a
    }
    return Shape(extents)
  }

  /// The axes along which `operand` was stretched to this shape, in order.
  func axes(stretchedFrom operand: Shape) -> [Int] {
    let extra = rank - operand.rank
    return (0..<rank).filter { $0 < extra || (operand[$0 - extra] == 1 && self[$0] != 1) }
  }

  private func extent(fromEnd distance: Int) -> Int {
    distance < rank ? dimensions[rank - 1 - distance] : 1
  }
}

extension Shape: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { dimensions.count }
  public subscript(position: Int) -> Int { dimensions[position] }
}

extension Shape: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Int...) { self.init(elements) }
}

extension Shape: CustomStringConvertible {
  public var description: String { "\(dimensions)" }
}
