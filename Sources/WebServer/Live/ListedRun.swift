import Foundation
import LessonKit

/// A run of a chapter as a page lists it.
public struct ListedRun: Encodable, Sendable {
  /// By which it is compared: `latest`, `book`, or the name under which it is kept.
  public var name: String
  /// What `--name` called it.
  public var givenName: String?
  /// When its record was last written, in seconds since 1970; nil if that says nothing.
  public var made: Double?
  /// How it differs from a plain run: "quick", "seed 2", "learningRate=0.1".
  public var differences: [String]
  /// "done", "interrupted", "damaged"
  public var state: String
  public var bytes: UInt64?

  public init(name: String, state: String) { (self.name, self.state, differences) = (name, state, []) }

  /// - Parameter settings: what the chapter's lesson declares.
  public init(_ run: KeptRun, settings: [any AnySetting]) {
    (name, givenName, state) = (run.name, run.givenName, run.state)
    made = run.date.timeIntervalSince1970
    differences = run.differences(settings)
    bytes = run.bytes
  }
}
