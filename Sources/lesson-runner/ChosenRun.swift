import Foundation
import LessonKit

/// A run that a command line names: the latest one of a chapter, a kept one of it, or any folder with a run.json.
struct ChosenRun {
  let chapter: Chapter
  let record: RunRecord
  let folder: URL

  /// - Parameters:
  ///   - target: a chapter's number or slug, or the folder of a run.
  ///   - name: of a kept run of that chapter; nil for the latest one.
  ///   - output: the folder that holds the runs.
  /// - Throws: `UsageError` if there is no such run, ``ChapterLibraryError``, `DamagedRecord`.
  init(_ target: String, named name: String?, in output: URL, of book: Book) throws {
    let folder = URL(fileURLWithPath: target, isDirectory: true)
    if FileManager.default.fileExists(atPath: folder.appending(path: "run.json").path) {
      guard name == nil else {
        throw UsageError("\(target) is the folder of a run: the name of a run beside it means nothing.")
      }
      guard let record = try RunRecord.read(folder.appending(path: "run.json")) else {
        throw UsageError("\(target)/run.json is empty.")
      }
      (self.record, self.folder) = (record, folder)
      chapter = try book.chapter(matching: record.chapter)
      return
    }
    chapter = try book.chapter(matching: target)
    let kept = try KeptRuns(output: output).find(name ?? RunName.latest, of: chapter)
    guard let record = kept.record else {
      throw UsageError("\(kept.folder.relativePath): \(kept.problem ?? "there is no run.json")")
    }
    (self.record, self.folder) = (record, kept.folder)
  }
}
