import CKernels

extension Kernels {
  /// a op b for operands that stretch to `shape`, each of which has several elements. Neither is copied to the full
  /// shape: the loops read an operand again wherever it repeats.
  static func stretched(_ op: gk_binary, _ a: Tensor, _ b: Tensor, to shape: Shape) -> Tensor {
    let axes = stretchedAxes(a.shape, b.shape, shape)
    guard let last = axes.last, shape.elementCount > 0 else {
      return Tensor(storage: Storage(count: 0), shape: shape)
    }
    let columns = last.extent
    if axes.count == 2 && columns < 64 && axes[0].a + axes[0].b == columns && last.a == last.b {
      return repeatingRow(op, a, b, columns: columns, to: shape)
    }
    // The innermost two axes are one call of the kernel, for each position along the others.
    let rows = axes.dropLast().last ?? StretchedAxis(extent: 1, a: 0, b: 0)
    let outer = Array(axes.dropLast(2))
    return fillRows(shape, columns: columns, reading: a, b) { sources, out, range in
      var row = range.lowerBound
      while row < range.upperBound {
        let (block, first) = row.quotientAndRemainder(dividingBy: rows.extent)
        let count = min(rows.extent - first, range.upperBound - row)
        var (rest, startA, startB) = (block, first * rows.a, first * rows.b)
        for axis in outer.reversed() {
          let (quotient, position) = rest.quotientAndRemainder(dividingBy: axis.extent)
          startA += position * axis.a
          startB += position * axis.b
          rest = quotient
        }
        gk_binary_rows(
          op, sources[0] + startA, rows.a, last.a, sources[1] + startB, rows.b, last.b, out + row * columns,
          count, columns)
        row += count
      }
    }
  }

  /// a op b where one is `[rows, columns]` and the other a short row `[columns]`, which is repeated to a length that is
  /// worth a loop.
  private static func repeatingRow(
    _ op: gk_binary, _ a: Tensor, _ b: Tensor, columns: Int, to shape: Shape
  ) -> Tensor {
    let copies = min(512 / columns, shape.elementCount / columns)
    let period = copies * columns
    let repeated: (Tensor) -> Tensor = {
      $0.count == columns ? broadcast($0.viewed(as: [1, columns]), to: [copies, columns]) : $0
    }
    let isFirst = a.count == columns
    let result = Storage(count: shape.elementCount)
    let out = Shared(result.pointer)
    let (left, right) = (repeated(a), repeated(b))
    let (x, y) = (SharedConstant(left), SharedConstant(right))
    Parallel.ranges((shape.elementCount + period - 1) / period, grain: Parallel.elementGrain / period + 1) {
      for start in stride(from: $0.lowerBound * period, to: $0.upperBound * period, by: period) {
        gk_binary_same(
          op, x.pointer + (isFirst ? 0 : start), y.pointer + (isFirst ? start : 0), out.pointer + start,
          min(period, shape.elementCount - start))
      }
    }
    withExtendedLifetime((left, right)) {}
    return Tensor(storage: result, shape: shape)
  }

  /// The axes of `shape` with the steps of both operands, 0 where one repeats. Neighbours along which both go on evenly
  /// count as one axis; axes of extent 1 are left out.
  private static func stretchedAxes(_ a: Shape, _ b: Shape, _ shape: Shape) -> [StretchedAxis] {
    let (stepsA, stepsB) = (broadcastSteps(from: a, to: shape), broadcastSteps(from: b, to: shape))
    var axes: [StretchedAxis] = []
    for (position, extent) in shape.enumerated() where extent != 1 {
      let axis = StretchedAxis(extent: extent, a: stepsA[position], b: stepsB[position])
      if let above = axes.last, above.a == axis.a * extent, above.b == axis.b * extent {
        axes[axes.count - 1] = StretchedAxis(extent: above.extent * extent, a: axis.a, b: axis.b)
      } else {
        axes.append(axis)
      }
    }
    return axes
  }

  /// The distance in memory from one position along each axis of `shape` to the next, 0 where the operand repeats.
  static func broadcastSteps(from operand: Shape, to shape: Shape) -> [Int] {
    let extents = [Int](repeating: 1, count: shape.rank - operand.rank) + operand.dimensions
    var step = 1
    var steps = [Int](repeating: 0, count: extents.count)
    for axis in extents.indices.reversed() {
      steps[axis] = extents[axis] == 1 ? 0 : step
      step *= extents[axis]
    }
    return steps
  }
}

/// An axis of the result of a broadcasting operation.
private struct StretchedAxis {
  let extent: Int
  /// The distance in memory from one position to the next in each operand.
  let a, b: Int
}
