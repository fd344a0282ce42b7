/// What a subscript takes from an axis: one position, which drops the axis, or a range, which keeps it.
public protocol AxisIndex: Sendable {
  /// The positions along an axis of this extent, and whether the axis is dropped.
  func positions(inExtent extent: Int) -> (range: Range<Int>, dropsAxis: Bool)
}

extension Int: AxisIndex {
  public func positions(inExtent extent: Int) -> (range: Range<Int>, dropsAxis: Bool) {
    require(
      self >= 0 && self < extent,
      "subscript: position \(self) does not exist in an axis of \(extent); positions are counted from 0")
    return (self..<(self + 1), true)
  }
}

extension Range<Int>: AxisIndex {
  public func positions(inExtent extent: Int) -> (range: Range<Int>, dropsAxis: Bool) {
    require(
      lowerBound >= 0 && upperBound <= extent, "subscript: \(self) lies outside an axis of \(extent)")
    return (self, false)
  }
}

extension ClosedRange<Int>: AxisIndex {
  public func positions(inExtent extent: Int) -> (range: Range<Int>, dropsAxis: Bool) {
    Range(self).positions(inExtent: extent)
  }
}

extension PartialRangeFrom<Int>: AxisIndex {
  public func positions(inExtent extent: Int) -> (range: Range<Int>, dropsAxis: Bool) {
    require(
      lowerBound >= 0 && lowerBound <= extent, "subscript: \(lowerBound)... lies outside an axis of \(extent)"
    )
    return (lowerBound..<extent, false)
  }
}

extension PartialRangeUpTo<Int>: AxisIndex {
  public func positions(inExtent extent: Int) -> (range: Range<Int>, dropsAxis: Bool) {
    require(
      upperBound >= 0 && upperBound <= extent, "subscript: ..<\(upperBound) lies outside an axis of \(extent)"
    )
    return (0..<upperBound, false)
  }
}

extension PartialRangeThrough<Int>: AxisIndex {
  public func positions(inExtent extent: Int) -> (range: Range<Int>, dropsAxis: Bool) {
    require(
      upperBound >= 0 && upperBound < extent, "subscript: ...\(upperBound) lies outside an axis of \(extent)")
    return (0..<(upperBound + 1), false)
  }
}

extension Tensor {
  /// Part of this tensor: an integer takes one position and drops its axis; a range keeps its axis. Axes after the last
  /// index are taken whole. Positions are counted from 0.
  ///
  ///     images[0]                     // the first image, [H, W, C]
  ///     images[0..<8, 1...]           // eight images without their first row of pixels
  ///     images[0..., 2, 3]            // the pixel in row 2 and column 3 of each image, [N, C]
  ///
  /// If only the first axis is cut, nothing is copied.
  public subscript(_ indices: any AxisIndex...) -> Tensor {
    require(
      indices.count <= rank, "subscript: \(indices.count) positions or ranges for shape \(shape)")
    let taken = zip(indices, shape).map { $0.positions(inExtent: $1) }
    let ranges = taken.map(\.range)
    let original = shape
    let cut = Shape(ranges.map(\.count) + shape.dropFirst(ranges.count))
    let kept = Shape(cut.indices.filter { $0 >= taken.count || !taken[$0].dropsAxis }.map { cut[$0] })
    return applying(
      linear: { x in
        ranges.indices.reduce(x) { y, axis in
          ranges[axis].count == y.shape[axis] ? y : Kernels.slice(y, axis: axis, ranges[axis])
        }
        .viewed(as: kept)
      },
      transpose: { dy in
        ranges.indices.reversed().reduce(dy.viewed(as: cut)) { dx, axis in
          Kernels.unslice(dx, axis: axis, ranges[axis], extent: original[axis])
        }
      })
  }
}

extension GradientCase {
  static var subscripts: [GradientCase] {
    [
      GradientCase("subscript, one position", [[3, 2]]) { $0[0][1] },
      GradientCase("subscript, range", [[4, 2]]) { $0[0][1..<3] },
      GradientCase("subscript, two positions", [[3, 4, 2]]) { $0[0][2, 1] },
      GradientCase("subscript, positions and ranges", [[3, 4, 5]]) { $0[0][1...2, 0, 3...] },
      GradientCase("subscript, later axes", [[2, 3, 4]]) { $0[0][0..., ...1, 2] },
      GradientCase("subscript, every position", [[3, 2]]) { $0[0][2, 0] * $0[0] },
    ]
  }
}
