#if canImport(Accelerate)
  import CAccelerate

  /// Matrix products and eigenvectors by the system's library, here Apple's Accelerate. Matrices are row-major.
  package enum MatrixLibrary {
    /// Such as "Accelerate".
    static let name = "Accelerate"

    /// Whether it multiplies although oneDNN could: only Accelerate reaches the matrix units of Apple's processors.
    static let isPreferred = true

    /// Accelerate itself decides how many threads a product is worth.
    static func useOneThread() {}

    /// out = op(a) op(b), added to `out` if `accumulate`; rows are `rowA`, `rowB` and `rowOut` numbers apart.
    static func multiply(
      _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>, m: Int,
      n: Int,
      k: Int, rowA: Int, rowB: Int, rowOut: Int, transposeA: Bool, transposeB: Bool, accumulate: Bool
    ) {
      gk_accelerate_product(
        transposeA ? 1 : 0, transposeB ? 1 : 0, Int32(m), Int32(n), Int32(k), a, Int32(rowA), b, Int32(rowB),
        accumulate ? 1 : 0, out, Int32(rowOut))
    }

    /// out = scale op(a) op(b), in double precision.
    package static func multiply(
      _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>, m: Int,
      n: Int, k: Int, transposeA: Bool = false, transposeB: Bool = false, scale: Double = 1
    ) {
      gk_accelerate_double_product(
        transposeA ? 1 : 0, transposeB ? 1 : 0, Int32(m), Int32(n), Int32(k), scale, a,
        Int32(transposeA ? m : k), b, Int32(transposeB ? k : n), out, Int32(n))
    }

    /// Replaces the entries of a symmetric matrix by its eigenvectors, as rows.
    ///
    /// - Returns: the eigenvalues, smallest first, and LAPACK's status, which is 0 if all went well.
    package static func replaceByEigenvectors(_ entries: inout [Double], size: Int) -> (
      values: [Double], status: Int
    ) {
      var values = [Double](repeating: 0, count: size)
      var work = [Double](repeating: 0, count: max(1, 34 * size))
      let status = gk_accelerate_eigenvectors(Int32(size), &entries, &values, &work, Int32(work.count))
      return (values, Int(status))
    }
  }
#endif
