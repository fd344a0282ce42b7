import DataFolders
import Datasets
import Foundation
import GANKit
import Labs
import LessonKit

/// The chapters with their lessons.
final class Book {
  let library: ChapterLibrary
  /// The labs of the chapters; nil if there are none.
  let labs: ChapterLibrary?
  private var sources: URL { library.repository.appending(path: "Sources") }
  /// Read once for all chapters.
  private lazy var libraryHash = CodeVersion.libraryHash(sources: sources)

  init() throws {
    library = try ChapterLibrary.find()
    labs = try ChapterLibrary.labs(beside: library)
  }

  /// The chapter with a number, a slug or a file name; labs have the name of their chapter with `-labs` behind it.
  /// - Throws: ``ChapterLibraryError`` with near misses, ``ChapterError`` for a damaged file.
  func chapter(matching name: String) throws -> Chapter {
    if let labs, name.contains(Chapter.labsSuffix) { return try labs.chapter(matching: name) }
    return try library.chapter(matching: name)
  }

  /// All chapters, then the labs.
  func chaptersAndLabs() throws -> [Chapter] {
    try (library.entries + (labs?.entries ?? [])).map(library.chapter)
  }

  func lesson(of slug: String) -> (any Lesson.Type)? { (lessons + labLessons).first { $0.slug == slug } }

  /// - Throws: `LessonError` if no lesson belongs to the chapter.
  func requireLesson(of chapter: Chapter) throws -> any Lesson.Type {
    guard let lesson = lesson(of: chapter.slug) else {
      throw LessonError(
        """
        Chapter \(chapter.slug) has no lesson in this program. Its text can be read: \
        \(Program.name) show \(chapter.slug)
        If its lesson is new: add it to the list in Package.swift, then run \(Program.name) author sync.
        """)
    }
    return lesson
  }

  /// The target in which a lesson's code stands, also the name of its folder.
  func target(of lesson: any Lesson.Type) -> String {
    String(String(reflecting: lesson).prefix { $0 != "." })
  }

  /// The code that a lesson runs now: its own and the library's.
  func code(of lesson: any Lesson.Type) -> CodeVersion {
    // A program that is older than the sources beside it must not sign with their hashes.
    if ProcessInfo.processInfo.environment["GANLESSONS_OLDER_PROGRAM"] != nil { return .program }
    return CodeVersion(sources: sources, lesson: target(of: lesson), library: libraryHash)
  }

  /// The path from the working directory to the folder of the chapters' figures.
  var figureFolder: String {
    let here = FileManager.default.currentDirectoryPath + "/"
    let path = library.folder.path + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }

  /// How far a chapter's run in a folder got, and whether its results are still what a run would give now.
  func state(of chapter: Chapter, in output: URL, data: DataFolder? = nil) -> ChapterState {
    let folder = chapter.outputFolder(in: output)
    let record = (try? RunRecord.read(folder.appending(path: "run.json"))) ?? nil
    let lesson = lesson(of: chapter.slug)
    // Without a record there is nothing to compare the code with.
    return ChapterState(
      record, stepIDs: chapter.steps.map(\.id), settings: lesson?.settings ?? [],
      code: record == nil ? nil : lesson.map(code(of:)), data: data, folder: folder)
  }

  /// How long chapters take on this machine, as far as an output folder tells.
  /// - Parameter calibration: what was found just now; nil takes what an earlier calibration has left there.
  func times(in output: URL, calibration: SavedCalibration? = nil) throws -> RunTimes {
    let runs = KeptRuns(output: output)
    return RunTimes(
      try library.entries.map(library.chapter).map { chapter in
        (chapter, runs.records(of: chapter), lesson(of: chapter.slug)?.settings ?? [])
      }, calibration: (calibration ?? SavedCalibration(in: output))?.slowness)
  }

  /// The first chapter that is not done; if all are, the first whose run is out of date.
  func next(in output: URL) throws -> Chapter? {
    var stale: Chapter?
    for entry in library.entries {
      let chapter = try library.chapter(entry)
      guard lesson(of: chapter.slug) != nil else { continue }
      switch state(of: chapter, in: output).status {
      case .done: continue
      case .stale: stale = stale ?? chapter
      case .failed, .interrupted, .partly, .notRun: return chapter
      }
    }
    return stale
  }

  /// What to type next; an interrupted run goes on as it was begun. `nil` if every chapter is done.
  func nextCommand(in place: OutputOption) throws -> String? {
    guard let chapter = try next(in: place.url) else { return nil }
    let state = state(of: chapter, in: place.url)
    if state.status == .interrupted, let record = state.record {
      return "\(Program.name) \(record.command)"
    }
    return "\(Program.name) run \(chapter.number)\(place.suffix)"
  }
}
