import ArgumentParser
import Foundation
import GANKit
import LessonKit

struct AuthorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "author", abstract: "For those who write chapters: keep text and code together.",
    subcommands: [Sync.self, Check.self])

  struct Sync: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sync", abstract: "Write the lessons' code into the code blocks that name it.")
    @OptionGroup var common: CommonOptions

    func run() throws {
      let report = try Author(Book().library).sync()
      if common.json {
        try Console.print(report: report)
      } else {
        for change in report.changes { Console.print("\(change)") }
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
      discussion: "Numbers are held against the runs at standard budget that are done in the output folder.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var place: OutputOption

    private struct Report: Encodable {
      var findings: [Author.Finding]
      /// Chapters whose numbers were held against a run.
      var comparedWithRuns: [String]
    }

    func run() throws {
      let book = try Book()
      var steps: [String: [String]] = [:]
      for lesson in lessons { steps[lesson.slug] = try LessonInspection.stepIDs(of: lesson) }
      let metrics = measured(book)
      let findings = Author(book.library).check(steps: steps, metrics: metrics)
      if common.json {
        try Console.print(report: Report(findings: findings, comparedWithRuns: metrics.keys.sorted()))
      } else {
        try AuthorCommand.print(findings, common)
        if !common.quiet {
          let runs =
            metrics.isEmpty
            ? "no run was there to compare with" : metrics.keys.sorted().joined(separator: ", ")
          Console.print("\(findings.count) to correct. Numbers held against runs of: \(runs).")
        }
      }
      if !findings.isEmpty { throw Ending(code: .failed) }
    }

    /// By slug, what the finished runs at standard budget measured, by `step.metric`.
    private func measured(_ book: Book) -> [String: [String: Double]] {
      var measured: [String: [String: Double]] = [:]
      for chapter in book.library.entries.compactMap({ try? book.library.chapter($0) }) {
        guard let record = book.state(of: chapter, in: place.url).record, record.status == .done,
          record.budget == .standard
        else { continue }
        var metrics: [String: Double] = [:]
        for step in record.steps {
          for (name, value) in step.metrics { metrics["\(step.id).\(name)"] = value }
        }
        measured[chapter.slug] = metrics
      }
      return measured
    }
  }

  private static func print(_ findings: [Author.Finding], _ common: CommonOptions) throws {
    for finding in findings { Console.print("\(finding)") }
  }
}
