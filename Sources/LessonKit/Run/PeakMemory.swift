import Foundation

/// The most memory that this process has had at one time.
enum PeakMemory {
  /// In bytes, of the physical memory in use.
  static var bytes: UInt64 {
    var usage = rusage()
    #if canImport(Glibc)
      guard getrusage(RUSAGE_SELF, &usage) == 0 else { return 0 }
      return UInt64(usage.ru_maxrss) * 1024
    #else
      guard getrusage(RUSAGE_SELF, &usage) == 0 else { return 0 }
      return UInt64(usage.ru_maxrss)
    #endif
  }
}
