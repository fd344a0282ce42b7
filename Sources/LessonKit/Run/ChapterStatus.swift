/// How far a chapter's recorded run came, as `contents` shows it.
public enum ChapterStatus: String, Codable, Sendable {
  case done
  /// All steps ran, but the chapter's text, its settings or its lesson's code have changed since.
  case stale
  /// A check failed or a step ended with an error.
  case failed
  case interrupted
  /// Some steps ran (`--only`), others never did.
  case partly = "run in part"
  case notRun = "not run"

  /// - Parameters:
  ///   - record: what stands in `run.json`, or `nil` if there is none.
  ///   - fingerprint: that of the chapter as it is now.
  public init(_ record: RunRecord?, stepIDs: [String], fingerprint: String) {
    guard let record, record.steps.contains(where: { $0.status != .notRun }) else {
      self = .notRun
      return
    }
    let isCurrent = record.fingerprint == fingerprint && record.steps.map(\.id) == stepIDs
    switch record.status {
    case .done: self = isCurrent ? .done : .stale
    case .failed: self = .failed
    case .interrupted: self = .interrupted
    case .notRun: self = .partly
    }
  }
}
