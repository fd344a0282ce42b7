import CKernels

extension Kernels {
  /// x repeated along axes of extent 1 (and new leading axes) to fill `shape`.
  static func broadcast(_ x: Tensor, to shape: Shape) -> Tensor {
    if x.shape == shape { return x }
    return strided(x, shape: shape, strides: broadcastSteps(from: x.shape, to: shape))
  }

  /// x with its axes in another order.
  static func permute(_ x: Tensor, _ axes: [Int]) -> Tensor {
    var strides = [Int](repeating: 1, count: x.rank)
    for axis in stride(from: x.rank - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * x.shape[axis + 1]
    }
    return strided(x, shape: Shape(axes.map { x.shape[$0] }), strides: axes.map { strides[$0] })
  }

  /// Reads `x` at the given strides into a new tensor.
  private static func strided(_ x: Tensor, shape: Shape, strides: [Int]) -> Tensor {
    guard let columns = shape.last, columns > 0 else { return x.viewed(as: shape) }
    let step = strides[shape.rank - 1]
    return fillRows(shape, columns: columns, reading: x) { sources, out, rows in
      for row in rows {
        var (rest, position) = (row, 0)
        for axis in stride(from: shape.rank - 2, through: 0, by: -1) {
          position += rest % shape[axis] * strides[axis]
          rest /= shape[axis]
        }
        let (source, target) = (sources[0] + position, out + row * columns)
        switch step {
        case 0: target.update(repeating: source[0], count: columns)
        case 1: target.update(from: source, count: columns)
        default: for column in 0..<columns { target[column] = source[column * step] }
        }
      }
    }
  }

  /// Several tensors joined along an axis.
  static func concatenate(_ parts: [Tensor], axis: Int) -> Tensor {
    let extent = parts.reduce(0) { $0 + $1.shape[axis] }
    let shape = parts[0].shape.replacing(axis: axis, with: extent)
    let inner = shape.split(at: axis).inner
    let sources = parts.map { (values: SharedConstant($0), run: $0.shape[axis] * inner) }
    defer { withExtendedLifetime(parts) {} }
    return fillRows(shape, columns: extent * inner) { _, out, rows in
      for row in rows {
        var target = out + row * extent * inner
        for (values, run) in sources {
          target.update(from: values.pointer + row * run, count: run)
          target += run
        }
      }
    }
  }

  /// The elements whose position along an axis lies in `range`.
  static func slice(_ x: Tensor, axis: Int, _ range: Range<Int>) -> Tensor {
    let (outer, extent, inner) = x.shape.split(at: axis)
    let shape = x.shape.replacing(axis: axis, with: range.count)
    if outer == 1 { return x.viewed(as: shape, offset: range.lowerBound * inner) }
    let run = range.count * inner
    return fillRows(shape, columns: run, reading: x) { sources, out, rows in
      for row in rows {
        (out + row * run).update(from: sources[0] + (row * extent + range.lowerBound) * inner, count: run)
      }
    }
  }

  /// The transpose of `slice`: zeros of this extent along an axis, with dy at the positions in `range`.
  static func unslice(_ dy: Tensor, axis: Int, _ range: Range<Int>, extent: Int) -> Tensor {
    if range.count == extent { return dy }
    let before = Tensor.zeros(dy.shape.replacing(axis: axis, with: range.lowerBound))
    let after = Tensor.zeros(dy.shape.replacing(axis: axis, with: extent - range.upperBound))
    return concatenate([before, dy, after], axis: axis)
  }

  /// x with the order of the positions along an axis reversed.
  static func flip(_ x: Tensor, axis: Int) -> Tensor {
    let (_, extent, inner) = x.shape.split(at: axis)
    return fillRows(x.shape, columns: inner, reading: x) { sources, out, rows in
      for row in rows {
        let opposite = row - row % extent + extent - 1 - row % extent
        (out + row * inner).update(from: sources[0] + opposite * inner, count: inner)
      }
    }
  }

  /// Rows of the leading axis in the order of `indices`.
  static func gather(_ x: Tensor, rows indices: [Int]) -> Tensor {
    let run = x.shape.dropFirst().reduce(1, *)
    return Tensor(shape: x.shape.replacing(axis: 0, with: indices.count)) { out in
      for (row, index) in indices.enumerated() {
        (out.baseAddress! + row * run).update(from: x.pointer + index * run, count: run)
      }
    }
  }

  /// The transpose of `gather`: adds row i of `dy` to row `indices[i]` of zeros.
  static func scatter(_ dy: Tensor, rows indices: [Int], into shape: Shape) -> Tensor {
    let run = shape.dropFirst().reduce(1, *)
    return Tensor(shape: shape) { out in
      out.update(repeating: 0)
      for (row, index) in indices.enumerated() {
        gk_accumulate(dy.pointer + row * run, out.baseAddress! + index * run, run)
      }
    }
  }
}
