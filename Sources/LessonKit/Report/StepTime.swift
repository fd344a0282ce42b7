import Synchronization

/// How long a step has taken. Parts of the step that run side by side share it.
final class StepTime: Sendable {
  private struct State {
    var began = ContinuousClock.now
    /// What the step took before it was interrupted.
    var secondsBefore = 0.0

    var seconds: Double { secondsBefore + ProgressLine.seconds(.now - began) }
  }

  private let state = Mutex(State())

  /// To the millisecond.
  var seconds: Double { (state.withLock { $0.seconds } * 1000).rounded() / 1000 }

  func pause(during body: () -> Void) {
    let start = ContinuousClock.now
    body()
    state.withLock { $0.began += .now - start }
  }

  /// Continues the count from the time at which the run was interrupted.
  func resume(after seconds: Double) {
    state.withLock { state in
      // Every resumed loop calls this; the one saved last has the longest time.
      guard seconds > state.seconds else { return }
      state = State(secondsBefore: seconds)
    }
  }
}
