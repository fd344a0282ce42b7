/// What became of a run.
public struct RunOutcome {
  /// The content of `run.json`; `nil` if the run ended before it had one.
  public var record: RunRecord?
  /// What ended the run early.
  public var error: (any Error)?

  public var exitCode: ExitCode {
    if let error { return ExitCode(for: error) }
    let checks = record?.steps.flatMap(\.checks) ?? []
    return checks.allSatisfy(\.passed) ? .done : .failed
  }
}
