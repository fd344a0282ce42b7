import CKernels
import Foundation

#if os(Linux)
  import COpenBLAS
#endif

extension Machine {
  /// Restarts this program if that makes its matrix products faster; call it first in `main`.
  ///
  /// OpenBLAS chooses its code while it is loaded, from a list of the processors that were known when it was released,
  /// or by the variable `OPENBLAS_CORETYPE`, which some systems set for all their machines. If the processor has
  /// AVX-512 but OpenBLAS chose its code for Haswell, its products take twice as long. Only the environment can correct
  /// the choice, before the program starts. Nothing happens if oneDNN does the multiplying.
  public static func adoptFastestMatrixProducts() {
    #if os(Linux) && arch(x86_64)
      let (variable, processor) = ("OPENBLAS_CORETYPE", "SkylakeX")
      let tried = getenv(variable).map { String(cString: $0) } == processor
      guard !ComputeEngine.current.usesOneDNN, !tried, gk_tiles(GK_TILES_AVX512).rows > 0,
        ["Haswell", "Zen"].contains(String(cString: openblas_get_corename()))
      else { return }
      setenv(variable, processor, 1)
      // This returns only if it failed; the program then runs on as it was.
      execv("/proc/self/exe", CommandLine.unsafeArgv)
    #endif
  }
}
