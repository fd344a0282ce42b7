import GANKit
import LessonKit

/// Decides whether a run of several chapters may pass over one.
enum DoneAlready {
  /// The record of a chapter that is done and current: its results are what this request would make. nil otherwise.
  static func record(
    _ chapter: Chapter, _ lesson: any Lesson.Type, _ request: RunRequest, _ book: Book
  ) throws -> RunRecord? {
    guard !request.restart, request.selection == .all else { return nil }
    let state = book.state(of: chapter, in: request.output, data: request.data)
    let settings = try Settings(lesson.settings, budget: request.budget, overrides: request.overrides)
    return state.isDone(budget: request.budget, seed: request.seed, settings: settings) ? state.record : nil
  }
}
