import Foundation

/// The most memory that this process has had at one time.
enum PeakMemory {
  /// Physical memory in bytes; 0 if the system does not say.
  static var bytes: UInt64 {
    var usage = rusage()
    #if canImport(Glibc)
      // Linux counts in KiB.
      guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
      return UInt64(usage.ru_maxrss) * 1024
    #else
      guard getrusage(RUSAGE_SELF, &usage) == 0 else { return 0 }
      return UInt64(usage.ru_maxrss)
    #endif
  }
}
