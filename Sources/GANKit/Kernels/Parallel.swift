import Dispatch

/// Splits loops over the machine's threads.
///
/// The split depends on the problem and on `Machine.threads` only, never on timing, so that results are the same bits
/// in every run.
enum Parallel {
  /// Below this many elements a loop runs on the calling thread: waking another one would take longer.
  static let elementGrain = 32_768

  /// Runs `body` on consecutive ranges that cover 0 ..< count, each of at least `grain` where there are several.
  static func ranges(_ count: Int, grain: Int = elementGrain, _ body: @Sendable (Range<Int>) -> Void) {
    let parts = min(Machine.threads, count / max(grain, 1))
    if parts <= 1 { return body(0..<count) }
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      body((count * part / parts)..<(count * (part + 1) / parts))
    }
  }

  /// Runs `body` for each of 0 ..< count, in parallel where there are threads to do it.
  static func each(_ count: Int, _ body: @Sendable (Int) -> Void) {
    ranges(count, grain: 1) { range in for index in range { body(index) } }
  }
}
