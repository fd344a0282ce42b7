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

  /// The sums over all rows of a `[rows, columns]` view of x: `[columns]`; of the products with y if there is one, which
  /// has the same shape.
  static func columnSums(_ x: Tensor, times y: Tensor? = nil, columns: Int) -> Tensor {
    if columns == 1, let y { return columnSums(binary(GK_MULTIPLY, x, y), columns: 1) }
    let rows = columns == 0 ? 0 : x.count / columns
    // The number of blocks does not depend on the threads, and they are summed in order: the bits are always the same.
    let blocks = max(1, min(16, x.count / block))
    let (source, factor) = (SharedConstant(x), y.map(SharedConstant.init))
    defer { withExtendedLifetime((x, y)) {} }
    return Tensor(shape: [columns]) { out in
      if columns >= 1024 {
        // So many columns are divided between the threads, so that no thread needs room for partial sums.
        let sums = Shared(out.baseAddress!)
        return Parallel.ranges(columns, grain: max(256, Parallel.elementGrain / max(rows, 1))) { range in
          gk_column_totals(
            source.pointer, factor?.pointer, sums.pointer, rows, columns, blocks, range.lowerBound,
            range.upperBound)
        }
      }
      withUnsafeTemporaryAllocation(of: Double.self, capacity: blocks * columns) { partial in
        partial.initialize(repeating: 0)
        guard let base = partial.baseAddress else { return }
        let sums = Shared(base)
        Parallel.each(blocks) { index in
          let (from, to) = (rows * index / blocks, rows * (index + 1) / blocks)
          gk_column_sums(
            source.pointer + from * columns, factor.map { $0.pointer + from * columns },
            sums.pointer + index * columns, to - from, columns)
        }
        for column in 0..<columns {
          out[column] = Float((0..<blocks).reduce(0.0) { $0 + partial[$1 * columns + column] })
        }
      }
    }
  }

  /// The sums along one axis, which stays with extent 1; of the products with y if there is one, which has the same
  /// shape.
  static func sum(_ x: Tensor, times y: Tensor? = nil, axis: Int) -> Tensor {
    let (outer, extent, inner) = x.shape.split(at: axis)
    let shape = x.shape.replacing(axis: axis, with: 1)
    if outer == 1 { return columnSums(x, times: y, columns: inner).viewed(as: shape) }
    if inner == 1, let y { return sum(binary(GK_MULTIPLY, x, y), axis: axis) }
    let (source, factor) = (SharedConstant(x), y.map(SharedConstant.init))
    defer { withExtendedLifetime((x, y)) {} }
    return Tensor(shape: shape) { out in
      guard let base = out.baseAddress else { return }
      let sums = Shared(base)
      Parallel.ranges(outer, grain: Parallel.elementGrain / max(extent * inner, 1) + 1) { rows in
        for row in rows {
          let start = row * extent * inner
          if inner == 1 {
            sums.pointer[row] = Float(gk_sum(source.pointer + start, extent))
            continue
          }
          let target = sums.pointer + row * inner
          target.update(repeating: 0, count: inner)
          for position in stride(from: start, to: start + extent * inner, by: inner) {
            if let factor {
              gk_accumulate_product(source.pointer + position, factor.pointer + position, target, inner)
            } else {
              gk_accumulate(source.pointer + position, target, inner)
            }
          }
        }
      }
    }
  }

  /// The largest value along one axis, which has elements and stays with extent 1.
  static func largest(_ x: Tensor, axis: Int) -> Tensor {
    let (outer, extent, inner) = x.shape.split(at: axis)
    let source = SharedConstant(x)
    defer { withExtendedLifetime(x) {} }
    return Tensor(shape: x.shape.replacing(axis: axis, with: 1)) { out in
      guard let base = out.baseAddress else { return }
      let target = Shared(base)
      Parallel.ranges(outer, grain: Parallel.elementGrain / max(extent * inner, 1) + 1) { rows in
        for row in rows {
          let (start, found) = (source.pointer + row * extent * inner, target.pointer + row * inner)
          if inner == 1 {
            found[0] = gk_largest(start, extent)
          } else {
            found.update(from: start, count: inner)
            for index in 1..<extent {
              gk_keep_largest(start + index * inner, found, inner)
            }
          }
        }
      }
    }
  }

  /// The sums of the elements up to each position along an axis, or from each one on if `reversed`.
  static func cumulativeSum(_ x: Tensor, axis: Int, reversed: Bool) -> Tensor {
    let (outer, extent, inner) = x.shape.split(at: axis)
    let source = SharedConstant(x)
    defer { withExtendedLifetime(x) {} }
    return Tensor(shape: x.shape) { out in
      guard let base = out.baseAddress else { return }
      let target = Shared(base)
      Parallel.ranges(outer, grain: Parallel.elementGrain / max(extent * inner, 1) + 1) { rows in
        for row in rows {
          let start = row * extent * inner
          gk_cumulative_sum(source.pointer + start, target.pointer + start, extent, inner, reversed ? 1 : 0)
        }
      }
    }
  }
}
