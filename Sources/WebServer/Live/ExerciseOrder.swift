/// What a page asks about an exercise.
public struct ExerciseOrder: Decodable, Sendable {
  public enum Action: String, Decodable, Sendable {
    /// The task and the learner's file, which is put there if it is missing.
    case begin
    /// Keeps the text and checks it.
    case check
    case hint, reset, solution
  }

  /// Its name: `04-stamps`.
  public var exercise: String
  public var action: Action
  /// What the learner has written; only `check` takes it.
  public var text: String?
}

/// An exercise as a page shows it.
public struct ExerciseView: Encodable, Sendable {
  /// What a check said.
  public struct Result: Encodable, Sendable {
    /// "passed", "failed", "does not compile" and so on.
    public var outcome: String
    /// The checks that hold, in their order.
    public var passed: [String]
    /// The first that does not, and why.
    public var check: String?
    public var message: String
    public var seconds: Double

    public init(outcome: String, passed: [String], check: String?, message: String, seconds: Double) {
      (self.outcome, self.passed, self.check) = (outcome, passed, check)
      (self.message, self.seconds) = (message, seconds)
    }
  }

  /// The task, as HTML.
  public var task: String
  /// The learner's file, and what is in it.
  public var file, text: String
  /// The hints that were given so far, as HTML.
  public var hints: [String]
  public var hintCount: Int
  public var hasPassed: Bool
  public var result: Result?
  public var solution: String?

  public init(
    task: String, file: String, text: String, hints: [String], hintCount: Int, hasPassed: Bool,
    result: Result? = nil, solution: String? = nil
  ) {
    (self.task, self.file, self.text, self.hints, self.hintCount) = (task, file, text, hints, hintCount)
    (self.hasPassed, self.result, self.solution) = (hasPassed, result, solution)
  }
}
