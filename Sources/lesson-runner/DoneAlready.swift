import GANKit
import LessonKit

/// Decides whether a run of several chapters may skip one.
enum DoneAlready {
  /// The record of a chapter that is done and current: its results are what this request would make. nil otherwise.
  static func record(_ chapter: Chapter, _ request: RunRequest, _ book: Book) -> RunRecord? {
    guard !request.restart, request.selection == .all else { return nil }
    // A done run that is to get a name is made again under it.
    let state = book.state(of: chapter, in: request.output, data: request.data)
    guard request.name == nil || request.name == state.record?.name else { return nil }
    return state.isDone(seed: request.seed, settings: request.settings) ? state.record : nil
  }
}
