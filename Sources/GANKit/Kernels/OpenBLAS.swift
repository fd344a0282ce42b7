#if !canImport(Accelerate)
  import COpenBLAS

  /// Matrix products and eigenvectors by the system's library, here OpenBLAS. Matrices are row-major.
  package enum MatrixLibrary {
    /// OpenBLAS's version and the processor whose code it uses, such as "OpenBLAS 0.3.21 (SkylakeX)".
    static var name: String {
      let words = String(cString: openblas_get_config()).split(separator: " ")
      let version = words.dropFirst().first.map(String.init) ?? ""
      return "OpenBLAS \(version) (\(String(cString: openblas_get_corename())))"
    }

    /// Whether it multiplies although oneDNN could.
    static let isPreferred = false

    /// GANKit splits work itself: OpenBLAS's own threads would only wait for the same cores.
    static func useOneThread() { openblas_set_num_threads(1) }

    /// out = op(a) op(b), added to `out` if `accumulate`; rows are `rowA`, `rowB` and `rowOut` numbers apart.
    static func multiply(
      _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>, m: Int,
      n: Int,
      k: Int, rowA: Int, rowB: Int, rowOut: Int, transposeA: Bool, transposeB: Bool, accumulate: Bool
    ) {
      cblas_sgemm(
        CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
        blasint(m), blasint(n), blasint(k), 1, a, blasint(rowA), b, blasint(rowB), accumulate ? 1 : 0, out,
        blasint(rowOut))
    }

    /// out = scale op(a) op(b), in double precision.
    package static func multiply(
      _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>, m: Int,
      n: Int, k: Int, transposeA: Bool = false, transposeB: Bool = false, scale: Double = 1
    ) {
      cblas_dgemm(
        CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
        blasint(m), blasint(n), blasint(k), scale, a, blasint(transposeA ? m : k), b,
        blasint(transposeB ? k : n), 0, out, blasint(n))
    }

    /// Replaces the entries of a symmetric matrix by its eigenvectors, as rows.
    ///
    /// - Returns: the eigenvalues, smallest first, and LAPACK's status, which is 0 if all went well.
    package static func replaceByEigenvectors(_ entries: inout [Double], size: Int) -> (
      values: [Double], status: Int
    ) {
      var values = [Double](repeating: 0, count: size)
      var (n, workSize, status) = (Int32(size), Int32(max(1, 34 * size)), Int32(0))
      var work = [Double](repeating: 0, count: Int(workSize))
      dsyev_("V", "U", &n, &entries, &n, &values, &work, &workSize, &status)
      return (values, Int(status))
    }
  }
#endif
