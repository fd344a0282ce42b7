import CKernels

extension Kernels {
  /// Sums are taken over blocks of this many elements, so that they do not depend on the number of threads.
  private static let block = 65_536

  static func total(_ x: Tensor) -> Float { Float(blockwise(x) { gk_sum($0, $1) }) }

  static func sumOfSquares(_ x: Tensor) -> Float { total(unary(GK_SQUARE, x)) }

  private static func blockwise(_ x: Tensor, _ f: @Sendable (UnsafePointer<Float>, Int) -> Double) -> Double {
    let count = x.count
    let blocks = (count + block - 1) / block
    if blocks <= 1 { return x.withScalars { count == 0 ? 0 : f($0.baseAddress!, count) } }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: blocks) { partial in
      let sums = Shared(partial.baseAddress!)
      let source = SharedConstant(x)
      Parallel.each(blocks) { index in
        let start = index * block
        sums.pointer[index] = f(source.pointer + start, min(block, count - start))
      }
      withExtendedLifetime(x) {}
      return partial.reduce(0, +)
    }
  }

  /// The sums over all rows of a `[rows, columns]` view: `[columns]`.
  static func columnSums(_ x: Tensor, columns: Int) -> Tensor {
    let rows = columns == 0 ? 0 : x.count / columns
    // The number of blocks does not depend on the threads, and they are summed in order: the bits are always the same.
    let blocks = max(1, min(16, x.count / block))
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: blocks * columns) { partial in
      partial.initialize(repeating: 0)
      let sums = Shared(partial.baseAddress!)
      let source = SharedConstant(x)
      Parallel.each(blocks) { index in
        let (from, to) = (rows * index / blocks, rows * (index + 1) / blocks)
        gk_column_sums(source.pointer + from * columns, sums.pointer + index * columns, to - from, columns)
      }
      withExtendedLifetime(x) {}
      return Tensor(shape: [columns]) { out in
        for column in 0..<columns {
          out[column] = Float((0..<blocks).reduce(0.0) { $0 + partial[$1 * columns + column] })
        }
      }
    }
  }

  /// The sums along one axis, which stays with extent 1.
  static func sum(_ x: Tensor, axis: Int) -> Tensor {
    let (outer, extent, inner) = x.shape.split(at: axis)
    let shape = x.shape.replacing(axis: axis, with: 1)
    if outer == 1 { return columnSums(x, columns: inner).viewed(as: shape) }
    return fillRows(shape, columns: inner, reading: x) { sources, out, rows in
      for row in rows {
        let source = sources[0] + row * extent * inner
        if inner == 1 {
          out[row] = Float(gk_sum(source, extent))
        } else {
          let target = out + row * inner
          target.update(repeating: 0, count: inner)
          for index in 0..<extent { gk_accumulate(source + index * inner, target, inner) }
        }
      }
    }
  }

  /// The largest value along the last axis, which stays with extent 1.
  static func largest(_ x: Tensor) -> Tensor {
    let columns = x.shape[x.rank - 1]
    return fillRows(x.shape.replacing(axis: x.rank - 1, with: 1), columns: 1, reading: x) {
      sources, out, rows in
      for row in rows { out[row] = gk_largest(sources[0] + row * columns, columns) }
    }
  }
}
