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
    let extent = shape[axis]
    return applying(
      linear: { Kernels.slice($0, axis: axis, range) },
      transpose: { Kernels.unslice($0, axis: axis, range, extent: extent) })
  }

  /// Part of the leading axis; no copy.
  public func rows(_ range: Range<Int>) -> Tensor { sliced(axis: 0, range) }

  /// Consecutive parts of an axis, of these sizes, which add up to its extent.
  public func split(axis: Int = 0, sizes: [Int]) -> [Tensor] {
    let axis = shape.axis(axis, in: "split")
    require(
      sizes.allSatisfy { $0 >= 0 } && sizes.reduce(0, +) == shape[axis],
      "split: sizes must add up to \(shape[axis]), the extent of axis \(axis) of shape \(shape), found \(sizes)"
    )
    var end = 0
    return sizes.map { size in
      end += size
      return sliced(axis: axis, (end - size)..<end)
    }
  }

  /// Equal parts of an axis, whose extent must be a multiple of their number.
  public func split(axis: Int = 0, into count: Int) -> [Tensor] {
    let axis = shape.axis(axis, in: "split")
    require(
      count > 0 && shape[axis].isMultiple(of: count),
      "split: axis \(axis) of shape \(shape) cannot be divided into \(count) equal parts")
    return split(axis: axis, sizes: Array(repeating: shape[axis] / count, count: count))
  }

  /// The order of the positions along some axes (negative ones count from the end) reversed.
  public func flipped(axes: [Int]) -> Tensor {
    let reversed = Set(axes.map { shape.axis($0, in: "flipped") })
    let flip: @Sendable (Tensor) -> Tensor = { x in reversed.reduce(x) { Kernels.flip($0, axis: $1) } }
    return applying(linear: flip, transpose: flip)
  }

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

/// Tensors of one shape as the positions of a new axis: n tensors `[a, b]` become `[n, a, b]`, or `[a, b, n]` if the axis
/// is 2 or -1.
public func stack(_ parts: [Tensor], axis: Int = 0) -> Tensor {
  require(!parts.isEmpty, "stack: needs at least one tensor")
  let shape = parts[0].shape
  for part in parts {
    require(part.shape == shape, "stack: needs tensors of one shape, found \(shape) and \(part.shape)")
  }
  var row = shape.dimensions + [1]
  let axis = Shape(row).axis(axis, in: "stack")
  row.removeLast()
  row.insert(1, at: axis)
  return concatenate(parts.map { $0.reshaped(to: Shape(row)) }, axis: axis)
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
      GradientCase("stack", [[2, 3], [2, 3]]) { stack($0) },
      GradientCase("stack, last axis", [[2, 3], [2, 3], [2, 3]]) { stack($0, axis: -1) },
      GradientCase("split by sizes", [[2, 5]]) { inputs in
        let parts = inputs[0].split(axis: 1, sizes: [2, 0, 3])
        return concatenate([parts[2], parts[0] * 2], axis: 1)
      },
      GradientCase("split into equal parts", [[6, 2]]) { inputs in
        let parts = inputs[0].split(into: 3)
        return parts[0] * parts[2]
      },
      GradientCase("flipped", [[2, 3, 4]]) { $0[0].flipped(axes: [0, -1]) },
      GradientCase("concatenate with itself", [[2, 3]]) { concatenate([$0[0], $0[0]], axis: 1) },
    ]
  }
}
