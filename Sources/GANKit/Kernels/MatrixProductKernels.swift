import COneDNN

extension Kernels {
  /// op(a) op(b) for matrices, where op transposes if asked to: `[..., m, k] [..., k, n] -> [..., m, n]`. The leading axes
  /// broadcast.
  static func matrixProduct(
    _ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false
  ) -> Tensor {
    let (rowsA, columnsA) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
    let (rowsB, columnsB) = (b.shape[b.rank - 2], b.shape[b.rank - 1])
    let (m, k) = transposeA ? (columnsA, rowsA) : (rowsA, columnsA)
    let n = transposeB ? rowsB : columnsB
    let (leadingA, leadingB) = (Shape(a.shape.dropLast(2)), Shape(b.shape.dropLast(2)))
    let leading = leadingA.broadcast(with: leadingB, in: "matmul, leading axes")
    return Tensor(shape: Shape(leading + [m, n])) { out in
      guard let base = out.baseAddress, !out.isEmpty else { return }
      // The libraries leave the target as it was if there is nothing to sum.
      if k == 0 { return out.update(repeating: 0) }
      let batch = leading.elementCount
      let indicesA = positions(of: leadingA, in: leading)
      let indicesB = positions(of: leadingB, in: leading)
      let (sourceA, sourceB, target) = (SharedConstant(a), SharedConstant(b), Shared(base))
      let products: @Sendable (Range<Int>) -> Void = { range in
        for index in range {
          product(
            sourceA.pointer + indicesA[index] * m * k, sourceB.pointer + indicesB[index] * k * n,
            target.pointer + index * m * n, m: m, n: n, k: k, transposeA: transposeA, transposeB: transposeB,
            accumulate: false)
        }
      }
      // Fewer products than threads share the threads one after the other.
      if batch < Machine.threads {
        products(0..<batch)
      } else {
        Parallel.ranges(batch, grain: productGrain / (m * n * k) + 1, products)
      }
    }
  }

  /// For each position along the axes of `shape`, that of the operand which stretches to it, in row-major order.
  private static func positions(of operand: Shape, in shape: Shape) -> [Int] {
    if operand == shape { return Array(0..<shape.elementCount) }
    let steps = broadcastSteps(from: operand, to: shape)
    return zip(shape, steps).reduce([0]) { found, axis in
      found.flatMap { start in (0..<axis.0).map { start + $0 * axis.1 } }
    }
  }

  /// The same on row-major pointers, added to `out` if `accumulate`.
  ///
  /// The result is cut into strips, one for each thread, along its longer side.
  static func product(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>, m: Int, n: Int,
    k: Int, transposeA: Bool = false, transposeB: Bool = false, accumulate: Bool,
    by engine: ComputeEngine = .current
  ) {
    let (a, b, out) = (SharedConstant(a), SharedConstant(b), Shared(out))
    let byRows = m >= n
    let strip = productGrain / max(1, (byRows ? n : m) * k)
    Parallel.ranges(byRows ? m : n, grain: max(strip, 16), partsPerThread: 1) { range in
      let start = range.lowerBound
      productOnThisThread(
        a.pointer + (byRows ? (transposeA ? start : start * k) : 0),
        b.pointer + (byRows ? 0 : (transposeB ? start * k : start)),
        out.pointer + (byRows ? start * n : start),
        m: byRows ? range.count : m, n: byRows ? n : range.count, k: k, rowA: transposeA ? m : k,
        rowB: transposeB ? k : n, rowOut: n, transposeA: transposeA, transposeB: transposeB,
        accumulate: accumulate, by: engine)
    }
  }

  /// The fewest multiply-adds for which another thread is worth waking.
  private static let productGrain = 1 << 20

  private static func productOnThisThread(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>, m: Int, n: Int,
    k: Int, rowA: Int, rowB: Int, rowOut: Int, transposeA: Bool, transposeB: Bool, accumulate: Bool,
    by engine: ComputeEngine
  ) {
    if engine.multipliesByOneDNN {
      gk_dnn_product(
        transposeA ? 1 : 0, transposeB ? 1 : 0, m, n, k, a, rowA, b, rowB, accumulate ? 1 : 0, out, rowOut)
    } else {
      MatrixLibrary.multiply(
        a, b, out, m: m, n: n, k: k, rowA: rowA, rowB: rowB, rowOut: rowOut, transposeA: transposeA,
        transposeB: transposeB, accumulate: accumulate)
    }
  }
}

extension ComputeEngine {
  /// Whether oneDNN multiplies matrices, rather than the system's library.
  var multipliesByOneDNN: Bool { usesOneDNN && (self == .onednn || !MatrixLibrary.isPreferred) }
}
