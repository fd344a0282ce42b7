import LessonKit

/// What a page asks to be run, as it is sent.
public struct RunOrder: Decodable, Sendable {
  /// The name of the chapter's file: `03-vanilla-gan`.
  public var chapter: String
  /// The step to begin at, or the only step; nil for the whole chapter.
  public var from, only: String?
  public var budget: String?
  public var seed: UInt64?
  /// As they are typed, by name: those that differ from the budget's.
  public var settings: [String: String]?
  /// Ignores an interrupted run.
  public var restart: Bool?
  /// Goes on with the interrupted run as it was begun; then all else is left out.
  public var resume: Bool?
}

/// A run that can be started.
public struct PreparedRun: Sendable {
  /// The program and its arguments.
  public var program: String
  public var arguments: [String]
  /// What a person types to do the same.
  public var command: String
  public var preview: RunPreview

  public init(program: String, arguments: [String], command: String, preview: RunPreview) {
    (self.program, self.arguments) = (program, arguments)
    (self.command, self.preview) = (command, preview)
  }
}
