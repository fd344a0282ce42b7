import ArgumentParser
import Foundation
import LessonKit

struct NextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next",
    abstract: "Do what comes next: go on with an interrupted chapter, or run the first that is not done.",
    discussion: """
      It runs the command that `contents` names as the next one. An interrupted run goes on as it was begun, with its \
      budget, seed and settings.
      """)

  @Option(help: "The budget of a chapter that begins now: quick, standard or full.")
  var budget: Budget?

  @OptionGroup var common: CommonOptions
  @OptionGroup var data: DataOption
  @OptionGroup var place: OutputOption

  func run() throws {
    let book = try Book()
    guard let chapter = try book.next(in: place.url) else {
      return Console.print("Every chapter is done. Run one again: \(Program.name) run CHAPTER")
    }
    let state = book.state(of: chapter, in: place.url)
    var words: [String]
    if state.status == .interrupted, let record = state.record {
      words = Words.split(record.command)
      if let budget, budget != record.budget {
        Console.errors(common).note(
          "The interrupted run goes on at its own budget, \(record.budget.rawValue). To begin again: "
            + "\(Program.name) run \(chapter.number) --budget \(budget.rawValue) --restart")
      }
    } else {
      words = ["run", "\(chapter.number)"]
      if let budget, budget != .standard { words += ["--budget", budget.rawValue] }
      if let data = data.data { words += ["--data", data] }
      if place.output != "output" { words += ["--output", place.output] }
    }
    let typed = ([Program.name] + words.map(Program.quoted)).joined(separator: " ")
    if common.quiet { words.append("--quiet") }
    if common.json { words.append("--json") }
    Console.errors(common).note("\(chapter.called), \(chapter.title): \(typed)")
    guard let command = try LessonRunner.parseAsRoot(words) as? RunCommand else {
      throw UsageError("This is no run: \(typed)")
    }
    try command.run()
  }
}
