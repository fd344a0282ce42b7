import CKernels
import Dispatch
import Synchronization

/// Computes several independent things at the same time, each on a thread of its own.
///
/// Threads that share out the loops of one computation leave cores idle wherever a loop is too short to be shared. Two
/// trainings that do not depend on each other keep two cores busy all the time. While every thread has an item of its own,
/// loops are not shared out; the last item still running gets all threads for its loops again.
package enum Concurrently {
  /// The results of `body` for all items, in their order.
  ///
  /// The results are bit for bit those of processing the items one after another on one thread, provided that `body` changes
  /// nothing that another item reads, such as a network or a source of random numbers.
  ///
  /// - Parameter most: how many items are worked on at the same time; never more than ``Machine/threads``.
  /// - Throws: the error of the first item in order that failed. After an error no further item is begun, and those under
  ///   way are awaited.
  package static func map<Item, Result>(
    _ items: [Item], most: Int = .max, _ body: (Item) throws -> Result
  ) throws -> [Result] {
    var results = [Swift.Result<Result, any Error>?](repeating: nil, count: items.count)
    withoutActuallyEscaping(body) { body in
      results.withUnsafeMutableBufferPointer { results in
        // Each element is written by one thread alone, and read after all of them have ended.
        nonisolated(unsafe) let (results, items, body) = (results, items, body)
        let work = Work(count: items.count, most: most) { index in
          let result = Swift.Result { try body(items[index]) }
          results[index] = result
          if case .success = result { return true }
          return false
        }
        work.perform()
      }
    }
    return try results.compactMap { try $0?.get() }
  }

  /// Runs `body`, in which the calling thread only waits for others: in the meantime they may use its core.
  package static func waiting<Result>(_ body: () -> Result) -> Result {
    gk_leave_lane()
    defer { gk_enter_lane() }
    return body()
  }

  /// Items that threads take one after the other.
  private final class Work: Sendable {
    private struct State {
      var next = 0
      var threads = 1
      var hasFailed = false
    }

    private let count: Int
    private let most: Int
    /// Returns whether all went well.
    private let body: @Sendable (Int) -> Bool
    private let state = Mutex(State())
    private let helpers = DispatchGroup()
    private let scope = RequirementFailure.Scope.current

    init(count: Int, most: Int, _ body: @escaping @Sendable (Int) -> Bool) {
      (self.count, self.most, self.body) = (count, most, body)
    }

    /// Returns when nothing is left to do and all that was begun has ended.
    func perform() {
      takeItems()
      if helpers.wait(timeout: .now()) == .timedOut { Concurrently.waiting { helpers.wait() } }
    }

    private func takeItems() {
      while let index = next() {
        callHelper()
        if !body(index) { state.withLock { $0.hasFailed = true } }
      }
    }

    private func next() -> Int? {
      state.withLock { state in
        guard !state.hasFailed, state.next < count else { return nil }
        state.next += 1
        return state.next - 1
      }
    }

    /// Starts one more thread if there is something for it to do; it starts the next one.
    private func callHelper() {
      let isWanted = state.withLock { state in
        guard state.next < count, state.threads < most else { return false }
        state.threads += 1
        return true
      }
      guard isWanted else { return }
      helpers.enter()
      let listener = Unmanaged.passRetained(helpers)
      // The work outlives its helpers, because it waits for them.
      let isStarted = gk_start_lane(
        Int32(Machine.threads),
        { context in
          let work = Unmanaged<Work>.fromOpaque(context!).takeUnretainedValue()
          work.scope.entered { work.takeItems() }
          work.state.withLock { $0.threads -= 1 }
        }, Unmanaged.passUnretained(self).toOpaque(),
        { Unmanaged<DispatchGroup>.fromOpaque($0!).takeRetainedValue().leave() }, listener.toOpaque())
      guard isStarted == 0 else { return }
      state.withLock { $0.threads -= 1 }
      helpers.leave()
      listener.release()
    }
  }
}
