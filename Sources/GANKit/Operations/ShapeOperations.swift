extension Tensor {
  /// The same elements in row-major order under another shape; no copy.
  public func reshaped(to shape: Shape) -> Tensor {
    require(
      shape.elementCount == count,
      "reshaped: shape \(self.shape) has \(count) elements, \(shape) has \(shape.elementCount)")
    let original = self.shape
    return applying(linear: { $0.viewed(as: shape) }, transpose: { $0.viewed(as: original) })
  }

  /// Each element of the leading axis as one row: `[N, ...] -> [N, rest]`; no copy.
  public func flattened() -> Tensor {
    require(rank >= 1, "flattened: needs at least one axis")
    return reshaped(to: [shape[0], shape.dropFirst().reduce(1, *)])
  }

  /// The axes in another order: axis i of the result is axis `axes[i]` of this tensor.
  public func permuted(_ axes: [Int]) -> Tensor {
    require(
      axes.sorted() == Array(0..<rank), "permuted: \(axes) is not a permutation of the axes of shape \(shape)"
    )
    let inverse = axes.indices.map { axes.firstIndex(of: $0)! }
    return applying(linear: { Kernels.permute($0, axes) }, transpose: { Kernels.permute($0, inverse) })
  }

  /// The transpose of a matrix.
  public func transposed() -> Tensor {
    require(rank == 2, "transposed: needs a matrix, found shape \(shape); use permuted(_:)")
    return permuted([1, 0])
  }

  /// Part of an axis. Along the first one (axis 0) no copy is made.
  public func sliced(axis: Int, _ range: Range<Int>) -> Tensor {
    let axis = shape.axis(axis, in: "sliced")
    require(
      range.lowerBound >= 0 && range.upperBound <= shape[axis],
      "sliced: \(range) lies outside axis \(axis) of shape \(shape)")
    let original = shape
    return applying(
      linear: { Kernels.slice($0, axis: axis, range) },
      transpose: { dy in
        let before = dy.shape.replacing(axis: axis, with: range.lowerBound)
        let after = dy.shape.replacing(axis: axis, with: original[axis] - range.upperBound)
        return Kernels.concatenate([Tensor.zeros(before), dy, Tensor.zeros(after)], axis: axis)
      })
  }

  /// Part of the leading axis; no copy.
  public func rows(_ range: Range<Int>) -> Tensor { sliced(axis: 0, range) }

  /// Elements of the leading axis in the order of `indices`, which may repeat: batches, embeddings.
  public func gathered(rows indices: [Int]) -> Tensor {
    require(rank >= 1, "gathered: needs at least one axis")
    for index in indices {
      require(
        index >= 0 && index < shape[0], "gathered: row \(index) does not exist in shape \(shape)")
    }
    let original = shape
    return applying(
      linear: { Kernels.gather($0, rows: indices) },
      transpose: { Kernels.scatter($0, rows: indices, into: original) })
  }
}

/// Tensors joined along an axis; all other extents must agree.
public func concatenate(_ parts: [Tensor], axis: Int = 0) -> Tensor {
  require(!parts.isEmpty, "concatenate: needs at least one tensor")
  let axis = parts[0].shape.axis(axis, in: "concatenate")
  for part in parts {
    require(
      part.rank == parts[0].rank
        && part.shape.replacing(axis: axis, with: 0) == parts[0].shape.replacing(axis: axis, with: 0),
      "concatenate: shapes \(parts[0].shape) and \(part.shape) differ outside axis \(axis)")
  }
  var result = Kernels.concatenate(parts, axis: axis)
  var start = 0
  for part in parts {
    let range = start..<(start + part.shape[axis])
    result = result.derivative(wrt: part) { dy in dy.sliced(axis: axis, range) }
    start = range.upperBound
  }
  return result
}

extension GradientCase {
  static var shapeOperations: [GradientCase] {
    [
      GradientCase("reshaped", [[2, 6]]) { $0[0].reshaped(to: [3, 4]) },
      GradientCase("flattened", [[2, 3, 2]]) { $0[0].flattened() },
      GradientCase("permuted", [[2, 3, 4]]) { $0[0].permuted([2, 0, 1]) },
      GradientCase("transposed", [[3, 4]]) { $0[0].transposed() },
      GradientCase("sliced, first axis", [[5, 2]]) { $0[0].rows(1..<4) },
      GradientCase("sliced, last axis", [[3, 5]]) { $0[0].sliced(axis: -1, 2..<5) },
      GradientCase("gathered with repeats", [[4, 3]]) { $0[0].gathered(rows: [2, 0, 2, 3, 2]) },
      GradientCase("concatenate, first axis", [[2, 3], [1, 3]]) { concatenate($0) },
      GradientCase("concatenate, last axis", [[2, 3], [2, 1], [2, 2]]) { concatenate($0, axis: -1) },
      GradientCase("concatenate with itself", [[2, 3]]) { concatenate([$0[0], $0[0]], axis: 1) },
    ]
  }
}
