import CKernels
import COpenBLAS
import Foundation

extension Machine {
  /// OpenBLAS's version and the processor whose code it uses, such as "OpenBLAS 0.3.21 (SkylakeX)".
  static var openBLAS: String {
    let words = String(cString: openblas_get_config()).split(separator: " ")
    let version = words.dropFirst().first.map(String.init) ?? ""
    return "OpenBLAS \(version) (\(String(cString: openblas_get_corename())))"
  }

  /// Starts this program again where that gives it faster matrix products; call it first in `main`.
  ///
  /// OpenBLAS chooses its code while it is loaded, by a list of the processors that were known when it was released, or
  /// by the variable `OPENBLAS_CORETYPE`, which some systems set for all their machines. Where there is AVX-512 and it
  /// chose the code of a Haswell, its products take twice as long. Only the environment can tell it better, before the
  /// program begins. Nothing happens where oneDNN multiplies.
  public static func adoptFastestMatrixProducts() {
    #if os(Linux) && arch(x86_64)
      let (variable, processor) = ("OPENBLAS_CORETYPE", "SkylakeX")
      let tried = getenv(variable).map { String(cString: $0) } == processor
      guard !ComputeEngine.current.usesOneDNN, !tried, gk_tiles(GK_TILES_AVX512).rows > 0,
        ["Haswell", "Zen"].contains(String(cString: openblas_get_corename()))
      else { return }
      setenv(variable, processor, 1)
      // Returns only if it failed; then everything runs as it would have.
      execv("/proc/self/exe", CommandLine.unsafeArgv)
    #endif
  }
}
