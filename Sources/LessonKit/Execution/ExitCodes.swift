import Files
import GANKit

extension ExitCode {
  /// The exit code that belongs to an error that ended a run.
  public init(for error: any Error) {
    switch error {
    case is UsageError, is ChapterLibraryError: self = .usage
    case is Interrupted: self = .interrupted
    case is DataError, is CheckpointError, is StateUnavailable, is DamagedRun, is UnsuitableWeights,
      is ModelUnavailable:
      self = .data
    case is LessonError, is ChapterError: self = .failed
    default: self = .step
    }
  }
}
