import Synchronization

/// An account of where the time of a computation goes, kept by the operations that run while it is ``current``.
///
/// ```swift
/// let profile = Profile()
/// profile.measure { step() }
/// ```
///
/// An operation that is accounted for takes a ``Span`` of the current profile and ends it when it is done. Where there
/// is no profile, it only finds that there is none.
package final class Profile: Sendable {
  /// The profile of the calling thread. The threads that share a loop have none: what they do belongs to the operation
  /// that the loop is part of.
  @TaskLocal package static var current: Profile?

  /// What an operation is for; everything else is the rest of a profile's ``total``.
  package enum Family: String, CaseIterable, Sendable {
    case convolution, matrixProduct, normalization, optimizer
  }

  /// Operations that are added up: those of a family with the same name, such as the shape of what they compute.
  package struct Work: Hashable, Sendable {
    package let family: Family
    package let name: String
  }

  package struct Cost: Sendable {
    package var calls = 0
    /// By the definition of what is computed, whichever way it is computed.
    package var operations = 0
    package var seconds = 0.0
    /// The time that threads worked, added up over the threads.
    package var busySeconds = 0.0

    package init() {}
  }

  private struct State {
    var costs: [Work: Cost] = [:]
    var total = Cost()
    /// How long the loops took that threads share, and how long all threads together worked in them.
    var loops = Duration.zero, parts = Duration.zero
  }

  private let state = Mutex(State())

  package init() {}

  /// What each kind of work has cost so far.
  package var costs: [Work: Cost] { state.withLock { $0.costs } }

  /// What was measured as a whole; its calls are those of ``measure(_:)``.
  package var total: Cost { state.withLock { $0.total } }

  /// Runs a computation whose operations are accounted for.
  package func measure<Result>(_ body: () throws -> Result) rethrows -> Result {
    let span = Span(self)
    defer { span.end(nil, operations: 0) }
    return try Self.$current.withValue(self) { try body() }
  }

  /// Begins an operation; nil if there is no profile.
  static func begin() -> Span? { current.map(Span.init) }

  /// The time of one operation, from its beginning on.
  struct Span {
    private let profile: Profile
    private let start: ContinuousClock.Instant
    private let loops, parts: Duration

    init(_ profile: Profile) {
      self.profile = profile
      (loops, parts) = profile.state.withLock { ($0.loops, $0.parts) }
      start = .now
    }

    /// Enters what has passed since the beginning.
    func end(_ family: Family, _ name: String = "", operations: Int = 0) {
      end(Work(family: family, name: name), operations: operations)
    }

    fileprivate func end(_ work: Work?, operations: Int) {
      let passed = start.duration(to: .now)
      profile.state.withLock { state in
        // Outside of loops one thread works; inside, those that have a part.
        let busy = passed - (state.loops - loops) + (state.parts - parts)
        func add(to cost: inout Cost) {
          cost.calls += 1
          cost.operations += operations
          cost.seconds += passed / .seconds(1)
          cost.busySeconds += busy / .seconds(1)
        }
        if let work { add(to: &state.costs[work, default: Cost()]) } else { add(to: &state.total) }
      }
    }
  }

  /// A loop that threads share, from its beginning on.
  struct Loop {
    private let profile: Profile
    private let start = ContinuousClock.now

    init(_ profile: Profile) { self.profile = profile }

    /// Runs one of the loop's parts, on any thread.
    func measurePart(_ body: () -> Void) {
      let worked = ContinuousClock().measure(body)
      profile.state.withLock { $0.parts += worked }
    }

    func end() {
      let passed = start.duration(to: .now)
      profile.state.withLock { $0.loops += passed }
    }
  }
}
