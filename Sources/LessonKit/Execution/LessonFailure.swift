import GANKit

/// What becomes of a run when its lesson asks for something that cannot be computed, such as a product of shapes that do
/// not fit: the process ends (``RequirementFailure``), but not before the record says so.
enum LessonFailure {
  /// Calls `body`, and `keep` if it fails a requirement; then the process ends.
  static func recorded<Result>(
    by keep: @escaping (RequirementFailure) -> Void, _ body: () throws -> Result
  ) rethrows -> Result {
    // Called at most once, on the thread that fails, while all others wait for the process to end.
    nonisolated(unsafe) let keep = keep
    return try RequirementFailure.handled(by: { keep($0) }, body)
  }

  static func explanation(_ failure: RequirementFailure, place: String, command: String) -> String {
    """
    \(place): \(failure)
    The code asks for something that cannot be computed. If you changed it, look for the other places that have to \
    change with it; then run the chapter again:
      \(command)
    """
  }
}
