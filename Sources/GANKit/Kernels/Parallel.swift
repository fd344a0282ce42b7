import COneDNN
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
    run(parts) { part in body((count * part / parts)..<(count * (part + 1) / parts)) }
  }

  /// Runs `body` once for each of 0 ..< parts: on oneDNN's threads where it computes, else on Dispatch's.
  private static func run(_ parts: Int, _ body: @Sendable (Int) -> Void) {
    if ComputeLibrary.current == .oneDNN {
      let done = withoutActuallyEscaping(body) { body in
        var body = body
        return withUnsafeMutablePointer(to: &body) { context in
          gk_dnn_parallel(
            parts,
            { context, part in context!.assumingMemoryBound(to: (@Sendable (Int) -> Void).self).pointee(part)
            },
            context)
        }
      }
      if done == 1 { return }
    }
    DispatchQueue.concurrentPerform(iterations: parts, execute: body)
  }

  /// Runs `body` for each of 0 ..< count, in parallel where there are threads to do it.
  static func each(_ count: Int, _ body: @Sendable (Int) -> Void) {
    ranges(count, grain: 1) { range in for index in range { body(index) } }
  }
}
