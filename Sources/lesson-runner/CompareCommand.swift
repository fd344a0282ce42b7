import ArgumentParser
import Authoring
import Foundation
import LessonKit
import ReportFigures
import TerminalText

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Lay two runs of a chapter side by side; nothing is executed.",
    discussion: """
      A run is named as 'runs' lists it; 'latest' is the run in the chapter's own folder, 'book' the run that the text \
      describes. The settings that differ, what differs in code or machine, and the metrics are printed. One chart for \
      each logged column with the curves of both runs, and their figures side by side, are written to output/compare.
      """)

  @Argument(help: "A run, such as latest.", completion: Completion.runs)
  var first: String

  @Argument(help: "Another run of the same chapter.", completion: Completion.runs)
  var second: String

  @Flag(help: "Print the metrics that are equal, too.")
  var all = false

  @OptionGroup var chapter: ChapterOption
  @OptionGroup var figures: FigureOption
  @OptionGroup var place: OutputOption
  @OptionGroup var common: CommonOptions

  /// What `--json` prints: the comparison, and the pictures that were written.
  private struct Report: Encodable {
    let comparison: RunComparison
    let folder: String
    let pictures: [String]

    private enum Key: CodingKey {
      case folder, pictures
    }

    func encode(to encoder: any Encoder) throws {
      try comparison.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(folder, forKey: .folder)
      try container.encode(pictures, forKey: .pictures)
    }
  }

  func run() throws {
    let book = try Book()
    let chapter = try commonChapter(book)
    let runs = try [first, second].map { try book.comparedRun(named: $0, of: chapter, in: place.url) }
    let comparison = RunComparison(runs[0], runs[1], chapter: chapter.slug)
    let folder = RunComparison.folder(of: first, second, chapter: chapter, in: place.url)
    let pictures = try comparison.write(to: folder)
    if common.json {
      return try Console.print(
        report: Report(comparison: comparison, folder: folder.relativePath, pictures: pictures))
    }
    let text = ComparisonText(comparison, showsEqual: all)
    common.print(
      markdown: "**\(chapter.number). \(chapter.title)**\n\n" + text.differences + "\n\n" + text.metrics)
    guard !pictures.isEmpty else { return }
    if let shown = figures.pictures(common) {
      // A screen or two of them, unless all were asked for.
      let kinds = ["curves/", "figures/"].map { kind in pictures.filter { $0.hasPrefix(kind) } }
      for path in figures.figures == .always ? pictures : kinds.flatMap({ $0.prefix(4) }) {
        let png = try Data(contentsOf: folder.appending(path: path))
        if let text = shown.text(for: png) { Console.print("\n\(path)\n\(text)") }
      }
    }
    Console.print(
      "\n"
        + Wording.wrapped(
          "\(Wording.count(pictures.count, "picture")) of both runs: curves and figures side by side in\n"
            + folder.relativePath, to: min(common.terminal.width, 100)))
  }

  /// The chapter that both runs are of: the one that is given, or the only one that has runs of these names.
  private func commonChapter(_ book: Book) throws -> Chapter {
    if let chapter = try chapter.chapter(book) { return chapter }
    return try book.chapter(
      withRuns: [first, second].filter { $0 != RunName.book }, in: KeptRuns(output: place.url))
  }
}

extension Book {
  /// A run of a chapter that is to be laid beside another one: one of this machine's, or the book's.
  /// - Throws: `UsageError`, `DamagedRun`.
  func comparedRun(named name: String, of chapter: Chapter, in output: URL) throws -> ComparedRun {
    if name == RunName.book { return try Author(library).bookRun(of: chapter) }
    return try ComparedRun(KeptRuns(output: output).find(name, of: chapter))
  }
}
