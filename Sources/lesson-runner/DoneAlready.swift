import Foundation
import GANKit
import LessonKit

/// Whether a command that runs several chapters may pass one over.
enum DoneAlready {
  /// The record of a chapter's run if it is done, nothing it depends on has changed since, and the request asks for
  /// the very same.
  static func record(
    _ chapter: Chapter, _ lesson: any Lesson.Type, _ request: RunRequest, _ book: Book
  ) -> RunRecord? {
    guard !request.restart,
      case (.done, let record?) = book.status(of: chapter, in: request.output),
      let settings = try? Settings(lesson.settings, budget: request.budget, overrides: request.overrides),
      (record.budget, record.seed, record.threads) == (request.budget, request.seed, request.threads),
      record.settings == settings.values, record.steps.allSatisfy({ $0.madeWith == nil }),
      record.data.allSatisfy({ isFoundAgain($0, $1, in: request.data) })
    else { return nil }
    return record
  }

  private static func isFoundAgain(_ name: String, _ data: DataRecord, in folder: DataFolder) -> Bool {
    guard let earlier = data.folder else { return true }
    return (try? folder.find(name))??.path == earlier
  }
}
