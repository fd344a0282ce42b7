/// What became of an answer: the checks that passed, in their order, and the first that did not.
public struct Verdict: Codable, Equatable, Sendable {
  public struct Failure: Codable, Equatable, Sendable {
    /// What does not hold.
    public var check: String
    public var message: String

    public init(check: String, message: String) { (self.check, self.message) = (check, message) }
  }

  public var passed: [String]
  public var failure: Failure?

  public init(passed: [String] = [], failure: Failure? = nil) {
    (self.passed, self.failure) = (passed, failure)
  }

  public var isRight: Bool { failure == nil }

  /// Runs checks until one fails.
  public init(_ checks: [Check], _ conditions: CheckConditions) {
    self.init()
    for check in checks {
      do {
        try check.body(conditions)
        passed.append(check.name)
      } catch {
        failure = Failure(check: check.name, message: "\(error)")
        return
      }
    }
  }
}

/// An exercise with its answers, by which a test knows that the checks tell right from wrong.
public struct Trial: Sendable {
  /// A plausible wrong answer.
  public struct Wrong: Sendable {
    public let name: String
    public let checks: [Check]
    /// A part of what its learner is told.
    public let message: String

    public init(_ name: String, _ checks: [Check], message: String) {
      (self.name, self.checks, self.message) = (name, checks, message)
    }
  }

  /// The file as it is handed out, and a part of what its learner is told.
  public let unsolved: Wrong
  public let solution: [Check]
  public let wrong: [Wrong]
  /// The runs that the learner is taken to have made.
  public let runs: [FixtureRun]

  public init(
    unsolved: [Check], message: String, solution: [Check], wrong: [Wrong], runs: [FixtureRun] = []
  ) {
    self.runs = runs
    self.unsolved = Wrong("unsolved", unsolved, message: message)
    (self.solution, self.wrong) = (solution, wrong)
  }
}
