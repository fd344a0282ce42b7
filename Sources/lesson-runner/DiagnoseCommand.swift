import ArgumentParser
import Foundation
import LessonKit

struct DiagnoseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose",
    abstract:
      "Say what went wrong in the trainings of a run, with the numbers that show it, and what to try.",
    discussion: """
      The run is the latest one of a chapter (4, dcgan), a kept run of it (4 NAME; see 'runs'), or any folder with a \
      run.json, such as one that somebody sent. Nothing is executed. With --json, the findings as a program reads them.
      """)

  @Argument(
    help: ArgumentHelp("A chapter's number or slug, or the folder of a run.", valueName: "run"),
    completion: Completion.chapters)
  var target: String

  @Argument(
    help: ArgumentHelp("The name of a kept run of that chapter (default: the latest).", valueName: "name"))
  var name: String?

  @OptionGroup var common: CommonOptions
  @OptionGroup var place: OutputOption

  func run() throws {
    let book = try Book()
    let (chapter, record) = try found(book)
    let lesson = book.lesson(of: chapter.slug)
    let diagnosis = Diagnosis(
      of: record, settings: lesson?.settings ?? [], program: Program.name, chapter: chapter)
    if common.json { return try Console.print(report: diagnosis) }
    common.print(markdown: diagnosis.markdown)
  }

  private func found(_ book: Book) throws -> (Chapter, RunRecord) {
    let folder = URL(fileURLWithPath: target, isDirectory: true)
    if FileManager.default.fileExists(atPath: folder.appending(path: "run.json").path) {
      guard name == nil else {
        throw UsageError("\(target) is the folder of a run: a name after it means nothing.")
      }
      guard let record = try RunRecord.read(folder.appending(path: "run.json")) else {
        throw UsageError("\(target)/run.json is empty.")
      }
      return (try book.chapter(matching: record.chapter), record)
    }
    let chapter = try book.chapter(matching: target)
    let kept = try KeptRuns(output: place.url).find(name ?? RunName.latest, of: chapter)
    guard let record = kept.record else {
      throw UsageError("\(kept.folder.relativePath): \(kept.problem ?? "there is no run.json")")
    }
    return (chapter, record)
  }
}
