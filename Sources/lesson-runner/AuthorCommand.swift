import ArgumentParser
import Authoring
import Foundation
import LessonKit

struct AuthorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "author", abstract: "For those who write chapters: keep text and code together.",
    subcommands: [Sync.self, Check.self, Reference.self])

  struct Sync: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sync",
      abstract: "Write the lessons' code into the code blocks that name it.",
      discussion: "Writes the list of lessons that this program knows, too, after the list in Package.swift.")
    @OptionGroup var common: CommonOptions

    func run() throws {
      let library = try Book().library
      let report = try Author(library).sync()
      if common.json {
        try Console.print(report: report)
      } else {
        for change in report.changes { Console.print("\(change)") }
        if let list = report.lessonList { Console.print("\(list): the lessons in Package.swift") }
        if report.changes.isEmpty, !common.quiet { Console.print("Every chapter shows the code that runs.") }
        try AuthorCommand.print(report.findings, common)
      }
      if !report.findings.isEmpty { throw Ending(code: .failed) }
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Find what is no longer true in the chapters: code, steps, figures, and numbers.",
      discussion: """
        Numbers and figures are held against the record of the chapter's reference run, \
        chapters/figures/SLUG/run.json. `author reference` makes it anew.
        """)
    @OptionGroup var common: CommonOptions

    /// Chapters that have no reference run yet, because their training will still change.
    private static let recordsToCome: Set<String> = []

    func run() throws {
      let library = try Book().library
      var steps: [String: [String]] = [:]
      var settings: [String: [String: SettingScalar]] = [:]
      let chapters = Set(library.entries.map(\.slug))
      for lesson in lessons where chapters.contains(lesson.slug) {
        steps[lesson.slug] = lesson.stepIDs
        settings[lesson.slug] = try Settings(lesson.settings, budget: .standard).scalars
      }
      let report = Author(library).check(
        steps: steps, settings: settings, recordsToCome: Self.recordsToCome)
      if common.json {
        try Console.print(report: report)
      } else {
        try AuthorCommand.print(report.findings, common)
        if !common.quiet { AuthorCommand.printSummary(of: report) }
      }
      if !report.findings.isEmpty { throw Ending(code: .failed) }
    }
  }

  struct Reference: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reference",
      abstract: "Take a chapter's numbers and figures from a finished run.",
      discussion: """
        The run is a plain one at standard budget, made by the code as it is now: `run CHAPTER`. Figures that are shown \
        are copied to chapters/figures/SLUG/ exactly as the run saved them, with the record of the run beside them; \
        figures there that nothing shows are removed. Pages that show the picture of a chart (.png) show its drawing \
        (.svg) from then on.
        """)

    @Argument(help: "A number or a slug: 3, vanilla-gan.", completion: Completion.chapters)
    var chapter: String

    @Option(
      help: ArgumentHelp("The run's folder (default: output/NN-SLUG).", valueName: "dir"),
      completion: .directory)
    var from: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
      let book = try Book()
      let chapter = try book.library.chapter(matching: self.chapter)
      let lesson = try book.requireLesson(of: chapter)
      let folder =
        from.map { URL(fileURLWithPath: $0, isDirectory: true) }
        ?? chapter.outputFolder(in: URL(fileURLWithPath: "output", isDirectory: true))
      let run = try ReferenceRun(
        of: chapter, settings: lesson.settings, code: book.code(of: lesson), in: folder, program: Program.name
      )
      let report = try Author(book.library).makeReference(of: chapter, from: run)
      if common.json {
        try Console.print(report: report)
      } else {
        if !common.quiet { Console.print(report.summary(of: chapter)) }
        try AuthorCommand.print(report.findings, common)
      }
      if !report.findings.isEmpty { throw Ending(code: .failed) }
    }
  }

  /// What was held against a record and what was not.
  private static func printSummary(of report: Author.CheckReport) {
    for numbers in report.notHeld {
      Console.print(
        "\(numbers.file): \(Wording.count(numbers.metrics.count, "number")) not checked yet: the chapter has no reference run"
      )
    }
    func count(_ numbers: [Author.Numbers]) -> Int { numbers.reduce(0) { $0 + $1.metrics.count } }
    let held =
      report.held.isEmpty
      ? "No number was checked: there is no reference run"
      : "\(Wording.count(count(report.held), "number")) checked against the reference runs of "
        + Wording.list(report.held.map(\.chapter))
    Console.print(
      "\(report.findings.count) to correct. \(held); \(count(report.notHeld)) not checked yet.")
  }

  private static func print(_ findings: [Author.Finding], _ common: CommonOptions) throws {
    for finding in findings { Console.print("\(finding)") }
  }
}

extension Author.ReferenceReport {
  /// What has changed, a line each.
  fileprivate func summary(of chapter: Chapter) -> String {
    let place = "chapters/figures/\(chapter.slug)/"
    if numbers.isEmpty, figures.isEmpty, pages.isEmpty, !isFirst {
      return "Numbers and figures are those of the last reference run: \(place) is as it was."
    }
    func text(_ value: Double?) -> String { value.map { String(format: "%.6g", $0) } ?? "none" }
    let width = numbers.map(\.metric.count).max() ?? 0
    let changes =
      isFirst
      ? ["\(Wording.count(numbers.count, "number")) recorded; there was no record before."]
      : numbers.map {
        $0.metric + String(repeating: " ", count: width - $0.metric.count + 2)
          + "\(text($0.before)) -> \(text($0.after))"
      }
    return
      (changes + figures.map { "\($0.kind.rawValue)  \($0.file)" }
      + pages.map { "\($0.file):\($0.line): shows the drawing \($0.figure)" }
      + ["Written: \(place), the reference run of chapter \(chapter.number)."]).joined(separator: "\n")
  }
}
