import CKernels

/// Splits loops over the machine's threads.
///
/// What a part computes never depends on which thread computes it or when, so that results have the same bits in every
/// run.
package enum Parallel {
  /// Below this many elements a loop runs on the calling thread: waking another one would take longer.
  package static let elementGrain = 32_768

  /// Runs `body` on consecutive ranges that cover 0 ..< count; if there are several, each has at least `grain`
  /// elements.
  ///
  /// There are a few more parts than threads, so that one thread can take over parts from another that is late.
  package static func ranges(
    _ count: Int, grain: Int = elementGrain, partsPerThread: Int = 3, _ body: @Sendable (Range<Int>) -> Void
  ) {
    let threads = Machine.threads
    let parts = threads == 1 ? 1 : min(threads * partsPerThread, count / max(grain, 1))
    if parts <= 1 { return body(0..<count) }
    run(parts, threads: threads) { part in body((count * part / parts)..<(count * (part + 1) / parts)) }
  }

  /// Runs `body` for each of 0 ..< count, in parallel if there are several threads.
  package static func each(_ count: Int, _ body: @Sendable (Int) -> Void) {
    run(count, threads: Machine.threads, body)
  }

  private static func run(_ parts: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    guard let profile = Profile.current else { return runUnmeasured(parts, threads: threads, body) }
    let loop = Profile.Loop(profile)
    runUnmeasured(parts, threads: threads) { part in loop.measurePart { body(part) } }
    loop.end()
  }

  private static func runUnmeasured(_ parts: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      var body = body
      withUnsafeMutablePointer(to: &body) { context in
        gk_parallel(
          Int32(threads), parts,
          { context, part in context!.assumingMemoryBound(to: (@Sendable (Int) -> Void).self).pointee(part) },
          context)
      }
    }
  }
}
