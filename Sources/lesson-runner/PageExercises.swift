import WebPages
import WebServer
import Files
import Foundation
import LessonKit
import Synchronization

/// What pages do with exercises: the same as the commands, on the same files.
final class PageExercises: Sendable {
  private let output: URL
  /// One check at a time: all are compiled in one place.
  private let turn = Mutex(())

  init(output: URL) { self.output = output }

  /// - Throws: `UsageError` for an exercise that does not exist, and for a solution before the exercise has passed.
  func perform(_ order: ExerciseOrder) throws -> ExerciseView {
    let repository = try Book().library.repository
    guard let exercise = try ExerciseList(in: repository).all.first(where: { $0.name == order.exercise })
    else {
      throw UsageError("There is no exercise \(order.exercise).")
    }
    let work = ExerciseWork(on: exercise, in: output)
    _ = try work.begin()
    var result: ExerciseView.Result?
    var solution: String?
    switch order.action {
    case .begin: break
    case .check:
      if let text = order.text { try work.write(text) }
      result = try turn.withLock { _ in
        ExerciseView.Result(try ExerciseChecker(repository: repository, output: output).check(exercise))
      }
    case .hint: try work.update { $0.hints = min($0.hints + 1, exercise.hints.count) }
    case .reset: _ = try work.reset()
    case .solution:
      if work.state.passed == nil { try work.update { $0.sawSolution = true } }
      solution = try exercise.solution()
    }
    let state = work.state
    return ExerciseView(
      task: MarkdownHTML(exercise.task).text, file: work.file.path,
      text: try String(contentsOf: work.file, encoding: .utf8),
      hints: exercise.hints.prefix(state.hints).map { MarkdownHTML($0).text },
      hintCount: exercise.hints.count,
      hasPassed: state.passed != nil, result: result, solution: solution)
  }
}

extension ExerciseView.Result {
  fileprivate init(_ result: ExerciseChecker.Result) {
    self.init(
      outcome: result.outcome.rawValue, passed: result.passed, check: result.check, message: result.message,
      seconds: result.seconds)
  }
}
