import COneDNN
import COpenBLAS
import Foundation
import Synchronization

/// The processor that the kernels run on, and how many of its cores they may use.
public enum Machine {
  private static let chosenThreads = Mutex(0)

  /// Cores that this process may use.
  public static let cores = ProcessInfo.processInfo.activeProcessorCount

  /// The number of threads that kernels use: all cores unless set. Set it before the first computation, once.
  public static var threads: Int {
    get { chosenThreads.withLock { $0 == 0 ? cores : $0 } }
    set {
      precondition(newValue >= 1, "Machine.threads: needs at least 1, found \(newValue)")
      chosenThreads.withLock { $0 = newValue }
      // Beside oneDNN's threads, OpenBLAS's would only wait for a core; what is left to it there is small.
      openblas_set_num_threads(ComputeLibrary.current == .oneDNN ? 1 : Int32(newValue))
    }
  }

  /// What computes matrix products and convolutions, such as "oneDNN 2.6.3 (AVX-512)" or "OpenBLAS 0.3.21 (Zen), im2col".
  public static var engine: String {
    switch ComputeLibrary.current {
    case .oneDNN: return String(cString: gk_dnn_description())
    case .openBLAS:
      let words = String(cString: openblas_get_config()).split(separator: " ")
      let version = words.dropFirst().first.map(String.init) ?? ""
      return "OpenBLAS \(version) (\(String(cString: openblas_get_corename()))), im2col"
    }
  }

  /// The largest resident size of this process so far, in bytes.
  public static var peakMemoryBytes: Int {
    var usage = rusage()
    #if os(Linux)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss * 1024  // Linux counts in KiB
    #else
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #endif
  }

  /// Bytes in tensors now, and bytes kept for reuse.
  public static var tensorMemory: (used: Int, idle: Int) { BufferPool.shared.statistics }
}
