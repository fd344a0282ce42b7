import COneDNN
import Foundation
import Synchronization

/// The processor that the kernels run on, and how many of its cores they may use.
public enum Machine {
  private static let chosenThreads: Atomic<Int> = {
    MatrixLibrary.useOneThread()
    return Atomic(cores)
  }()

  /// The cores that this process may use, and why they are fewer than the machine has.
  public static let allowance = CoreAllowance.ofThisProcess()

  /// The number of cores that this process may use, at least 1.
  public static var cores: Int { allowance.cores }

  /// A note for someone who asked for more threads than this process may use cores; nil for any other number.
  public static func note(onThreads threads: Int) -> String? {
    guard threads > cores else { return nil }
    return "\(threads) threads share \(allowance): this is slower than --threads \(cores)."
  }

  /// The number of threads that kernels use, at least 1; `cores` by default. Set it once, before the first computation.
  public static var threads: Int {
    get { chosenThreads.load(ordering: .relaxed) }
    set {
      require(newValue >= 1, "Machine.threads: needs at least 1, found \(newValue)")
      chosenThreads.store(newValue, ordering: .relaxed)
    }
  }

  /// Why the engine that `GANKIT_CONVOLUTION` names is unavailable; nil if it is available. A program that ignores this
  /// ends at its first computation.
  public static var engineProblem: String? { ComputeEngine.problem }

  /// The code that computes convolutions and matrix products, such as "direct AVX-512, oneDNN 2.6.3" or
  /// "im2col, OpenBLAS 0.3.21 (Zen)".
  public static var engine: String {
    let engine = ComputeEngine.current
    let products =
      engine.multipliesByOneDNN ? String(cString: gk_dnn_description()) : MatrixLibrary.name
    switch engine {
    case .onednn: return products
    case .gemm: return "im2col, \(products)"
    case .fastest, .direct:
      let direct = ComputeEngine.fastestConvolution.direct
      let ours = direct.map { "direct \($0.instructions), " } ?? (engine.usesOneDNN ? "" : "im2col, ")
      let first = engine == .fastest && direct != nil ? "Winograd, " : ""
      return first + ours + products
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

  /// The bytes that tensors occupy now, and the bytes kept for reuse.
  public static var tensorMemory: (used: Int, idle: Int) { BufferPool.shared.statistics }
}
