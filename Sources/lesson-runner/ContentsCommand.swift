import ArgumentParser
import Foundation
import LessonKit

struct ContentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contents",
    abstract: "List the chapters: done, stale or not run; and the next command to type.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var place: OutputOption

  /// What `--json` prints.
  struct Listing: Encodable {
    struct Item: Encodable {
      var number: Int
      var slug, title, question: String
      var status: ChapterStatus
      /// Why the results are not those of a run now.
      var reasons: [String]
      /// Where the parts were made under different conditions: these, with the steps.
      var parts: [String]
      /// In what the run differs from a plain one: "quick", "seed 2".
      var conditions: [String]
      /// Of the recorded run.
      var budget: Budget?
      var minutes: FrontMatter.Minutes
      var steps: [String]
      var hasLesson: Bool
      var folder: String
    }

    var chapters: [Item]
    /// The next command to type; missing if every chapter is done.
    var next: String?
  }

  func run() throws {
    let book = try Book()
    let listing = try self.listing(book)
    if common.json { return try Console.print(json: listing) }

    var lines = ["| no. | chapter | state | reading | run (standard) |", "|---:|---|---|---:|---:|"]
    for item in listing.chapters {
      // Where the line is too short, the title is broken and not this.
      let conditions = item.parts.isEmpty ? item.conditions : ["mixed"]
      let state =
        item.status.rawValue
        + (conditions.isEmpty
          ? "" : " (\(conditions.joined(separator: ", ")))".replacing(" ", with: "\u{A0}"))
      lines.append(
        """
        | \(item.number) | \(item.title) | \(item.hasLesson ? state : "to read") \
        | \(Self.text(minutes: item.minutes.reading)) | \(Self.text(minutes: item.minutes.standard)) |
        """)
    }
    common.print(markdown: lines.joined(separator: "\n"))
    for item in listing.chapters {
      let remarks =
        (item.parts.isEmpty
          ? [] : ["its parts were made under different conditions: \(item.parts.joined(separator: "; "))"])
        + item.reasons
      guard !remarks.isEmpty else { continue }
      let text = "Chapter \(item.number) is \(item.status.rawValue): \(remarks.joined(separator: "; "))."
      Console.print("\n" + Wording.wrapped(text, to: min(common.terminal.width, 100)))
    }
    guard !common.quiet else { return }
    let terminal = common.terminal
    if listing.chapters.allSatisfy({ $0.status == .notRun }) {
      Console.print("\nNo runs in \(place.url.path) yet: --output names another folder.")
    }
    if let next = listing.next {
      Console.print("\nNext: " + terminal.styled(next, .bold))
    } else {
      Console.print("\nEvery chapter is done. Run one again: \(Program.name) run CHAPTER")
    }
    Console.print("To read without running: \(Program.name) show CHAPTER")
    Console.print("All commands: \(Program.name) --help")
  }

  private func listing(_ book: Book) throws -> Listing {
    let items = try book.library.entries.map(book.library.chapter).map { chapter in
      let state = book.state(of: chapter, in: place.url)
      return Listing.Item(
        number: chapter.number, slug: chapter.slug, title: chapter.title,
        question: chapter.frontMatter.question, status: state.status, reasons: state.reasons,
        parts: state.parts,
        conditions: state.conditions, budget: state.record?.budget, minutes: chapter.frontMatter.minutes,
        steps: chapter.steps.map(\.id), hasLesson: book.lesson(of: chapter.slug) != nil,
        folder: chapter.outputFolder(in: place.url).relativePath)
    }
    return try Listing(chapters: items, next: book.nextCommand(in: place))
  }

  static func text(minutes: Double) -> String {
    if minutes < 1 { return "\(max(1, Int((minutes * 60).rounded()))) s" }
    if minutes < 90 { return "\(Int(minutes.rounded())) min" }
    return String(format: "%.1f h", minutes / 60)
  }
}

/// Where runs are kept.
struct OutputOption: ParsableArguments {
  @Option(help: ArgumentHelp("The folder that holds the runs.", valueName: "dir"))
  var output = "output"

  var url: URL { URL(fileURLWithPath: output, isDirectory: true) }

  /// To be added to a command that is to find the same runs.
  var suffix: String { output == "output" ? "" : " --output \(Program.quoted(output))" }
}
