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
    let run = try ChosenRun(target, named: name, in: place.url, of: book)
    let diagnosis = Diagnosis(
      of: run.record, settings: book.lesson(of: run.chapter.slug)?.settings ?? [], program: Program.name,
      chapter: run.chapter)
    if common.json { return try Console.print(report: diagnosis) }
    common.print(markdown: diagnosis.markdown)
  }
}
