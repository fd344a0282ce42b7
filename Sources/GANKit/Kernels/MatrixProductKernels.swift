import COneDNN
import COpenBLAS

extension Kernels {
  /// op(a) op(b) for matrices, where op transposes if asked: `[m, k] [k, n] -> [m, n]`.
  static func matrixProduct(
    _ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false
  ) -> Tensor {
    let m = a.shape[transposeA ? 1 : 0]
    let n = b.shape[transposeB ? 0 : 1]
    let k = a.shape[transposeA ? 0 : 1]
    return Tensor(shape: [m, n]) { out in
      guard let target = out.baseAddress, !out.isEmpty else { return }
      product(
        a.pointer, b.pointer, target, m: m, n: n, k: k, transposeA: transposeA, transposeB: transposeB,
        accumulate: false)
    }
  }

  /// The same on row-major pointers, added to `out` if `accumulate`.
  static func product(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>, m: Int, n: Int,
    k: Int,
    transposeA: Bool = false, transposeB: Bool = false, accumulate: Bool,
    by library: ComputeLibrary = .current
  ) {
    if library == .oneDNN {
      return gk_dnn_product(
        transposeA ? 1 : 0, transposeB ? 1 : 0, m, n, k, a, b, accumulate ? 1 : 0, out, Int32(Machine.threads)
      )
    }
    cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      blasint(m), blasint(n), blasint(k), 1, a, blasint(transposeA ? m : k), b, blasint(transposeB ? k : n),
      accumulate ? 1 : 0, out, blasint(n))
  }
}
