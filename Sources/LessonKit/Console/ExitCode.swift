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
}
