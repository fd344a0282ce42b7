import Files
import GANKit

/// How `lesson-runner` ended. Other programs read these numbers.
public enum ExitCode: Int32, Sendable {
  case done = 0
  /// A check failed, or a lesson does not fit its chapter.
  case failed = 1
  /// The command line asks for something that does not exist; or another run writes this folder now.
  case usage = 2
  /// Data missing or damaged.
  case data = 3
  /// A step failed: it diverged, the disk is full, its code asks for something that cannot be computed, or it threw
  /// another error.
  case step = 4  // also RequirementFailure.exitCode
  case interrupted = 130

  /// The exit code that belongs to an error that ended a run.
  public init(for error: any Error) {
    switch error {
    case is UsageError, is ChapterLibraryError: self = .usage
    case is Interrupted: self = .interrupted
    case is DataError, is CheckpointError, is StateUnavailable: self = .data
    case is LessonError, is ChapterError: self = .failed
    default: self = .step
    }
  }
}

/// The command line asks for something that does not exist or cannot be done now. Exit code 2.
public struct UsageError: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}

/// A lesson and its chapter do not fit together. Exit code 1.
public struct LessonError: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}

/// Ctrl-C, a request to terminate, or `q` at a pause. Exit code 130.
public struct Interrupted: Error, CustomStringConvertible {
  /// The step that would have come next, if the run stopped between two.
  public let nextStep: String?

  public init(before nextStep: String? = nil) { self.nextStep = nextStep }

  public var description: String { nextStep.map { "Stopped before step \($0)." } ?? "Interrupted." }
}

/// A value that must be finite is not. Exit code 4.
public struct Diverged: Error, CustomStringConvertible {
  /// What was logged, such as `lossD`.
  public let name: String
  public let value: Double
  public let step: String
  /// The loop's iteration, or `nil` outside a loop.
  public let iteration: Int?
  /// The last finite value and its iteration.
  public let lastFinite: (iteration: Int, value: Double)?

  public var description: String {
    let kind = value.isNaN ? "not a number (NaN)" : "infinite"
    let place = iteration.map { " in iteration \($0)" } ?? ""
    let before = lastFinite.map { " It was \(Wording.number($0.value)) in iteration \($0.iteration)." } ?? ""
    return """
      Step \(step) diverged: \(name) is \(kind)\(place).\(before)
      What to try: a lower learning rate (--set, see `show`), another --seed, or, if the code was changed, a \
      loss computed from logits instead of probabilities.
      """
  }
}
