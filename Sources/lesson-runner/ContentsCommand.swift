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
      /// The conditions of each part with its steps, where they are not all the same.
      var parts: [String]
      /// How the run differs from a plain one: "quick", "seed 2".
      var conditions: [String]
      /// Of the recorded run.
      var budget: Budget?
      /// On the authors' machine.
      var minutes: FrontMatter.Minutes
      /// On this machine, by budget.
      var times: [String: RunTimes.Time]
      var predictions: Predictions
      var exercises: Exercises
      var steps: [String]
      var hasLesson: Bool
      var folder: String

      /// What is said below the table.
      var remarks: [String] {
        let mixture = "its parts were made under different conditions: \(parts.joined(separator: "; "))"
        return (parts.isEmpty ? [] : [mixture]) + reasons
      }
    }

    /// How many predictions a chapter asks for, and how many of them are answered.
    struct Predictions: Encodable {
      var asked, answered: Int
    }

    /// How many exercises a chapter has, and how many of them have passed.
    struct Exercises: Encodable {
      var count, passed: Int
    }

    var chapters: [Item]
    /// The next command to type; missing if every chapter is done.
    var next: String?
  }

  func run() throws {
    let book = try Book()
    let listing = try self.listing(book)
    if common.json { return try Console.print(report: listing) }

    if common.terminal.width < Self.tableWidth {
      Console.print(short(listing))
    } else {
      common.print(markdown: table(listing))
    }
    Console.print("\n" + Wording.wrapped(Self.legend(listing), to: min(common.terminal.width, 100)))
    for item in listing.chapters where !item.remarks.isEmpty {
      let text = "Chapter \(item.number) is \(item.status.rawValue): \(item.remarks.joined(separator: "; "))."
      Console.print("\n" + Wording.wrapped(text, to: min(common.terminal.width, 100)))
    }
    guard !common.quiet else { return }
    let terminal = common.terminal
    if listing.chapters.allSatisfy({ $0.status == .notRun }) {
      // The folder on a line of its own, so that it stays whole.
      let text =
        "No chapter has been run yet with its results in\n\(place.url.path)\nTo look in another folder, use --output."
      Console.print("\n" + Wording.wrapped(text, to: min(terminal.width, 100)))
    }
    if let next = listing.next {
      Console.print("\nNext: " + terminal.styled(next, .bold))
      Console.print("To do it: \(Program.name) next\(place.suffix)")
    } else {
      Console.print("\nEvery chapter is done. Run one again: \(Program.name) run CHAPTER")
    }
    if book.labs != nil { Console.print("To find mistakes: \(Program.name) lab") }
    Console.print("To read only: \(Program.name) show CHAPTER")
    Console.print("All commands: \(Program.name) --help")
  }

  /// Columns that the table needs to be read with ease.
  private static let tableWidth = 70

  private func table(_ listing: Listing) -> String {
    var heads = ["no.", "chapter", "state", "predicted", "solved", "run"]
    var rows = listing.chapters.map { item in
      [
        "\(item.number)", item.title, Self.state(item), Self.predicted(item), Self.solved(item),
        Self.time(item),
      ]
    }
    // Where there is room.
    if common.terminal.width >= 100 {
      heads.insert("reading", at: 5)
      for (index, item) in listing.chapters.enumerated() {
        rows[index].insert(Wording.minutes(item.minutes.reading), at: 5)
      }
    }
    let sides = heads.map { ["chapter", "state"].contains($0) ? "---" : "---:" }
    return ([heads, sides] + rows).map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
  }

  private static func predicted(_ item: Listing.Item) -> String {
    item.predictions.asked == 0 ? "" : "\(item.predictions.answered)/\(item.predictions.asked)"
  }

  private static func solved(_ item: Listing.Item) -> String {
    item.exercises.count == 0 ? "" : "\(item.exercises.passed)/\(item.exercises.count)"
  }

  /// Of a run at standard budget; measured times have nothing before them.
  private static func time(_ item: Listing.Item) -> String {
    guard let time = item.times[Budget.standard.rawValue] else { return "" }
    let text = Wording.minutes(time.minutes).replacing(" ", with: "\u{A0}")
    return time.source == .measured ? text : "~\(text)"
  }

  /// What the times in the table are.
  private static func legend(_ listing: Listing) -> String {
    let sources = Set(listing.chapters.compactMap { $0.times[Budget.standard.rawValue]?.source })
    let what = "run: a whole run at standard budget"
    if sources.contains(.estimated) {
      return what + (sources.contains(.measured) ? ", measured here or (~)" : " (~)")
        + " estimated for this machine."
    }
    if sources.contains(.authors) {
      return what + " (~) on the authors' two cores. For this machine: \(Program.name) doctor"
    }
    return what + ", measured here."
  }

  /// Two lines or three for each chapter.
  private func short(_ listing: Listing) -> String {
    let numberWidth = listing.chapters.map { "\($0.number)".count }.max() ?? 1
    let width = common.terminal.width - numberWidth - 2
    return listing.chapters.map { item in
      let minutes = item.minutes
      let details =
        [
          Self.state(item).replacing("\u{A0}", with: " "), "reading \(Wording.minutes(minutes.reading))",
          "run (standard) \(Self.time(item).replacing("\u{A0}", with: " "))",
        ] + (item.predictions.asked == 0 ? [] : ["predicted \(Self.predicted(item))"])
        + (item.exercises.count == 0 ? [] : ["solved \(Self.solved(item))"])
      let indent = String(repeating: " ", count: numberWidth + 2)
      let number = "\(item.number)"
      return String(repeating: " ", count: numberWidth - number.count)
        + (number + "  " + Wording.wrapped(item.title, to: width) + "\n"
        + Wording.wrapped(details.joined(separator: ", "), to: width)).replacing("\n", with: "\n" + indent)
    }.joined(separator: "\n")
  }

  private static func state(_ item: Listing.Item) -> String {
    guard item.hasLesson else { return "to read" }
    // Where the line is too short, the title is broken and not this.
    let conditions = item.parts.isEmpty ? item.conditions : ["mixed"]
    let text = conditions.isEmpty ? "" : " (\(conditions.joined(separator: ", ")))"
    return item.status.rawValue + text.replacing(" ", with: "\u{A0}")
  }

  private func listing(_ book: Book) throws -> Listing {
    let times = try book.times(in: place.url)
    let exercises = try ExerciseList(in: book.library.repository)
    let items = try book.library.entries.map(book.library.chapter).map { chapter in
      let state = book.state(of: chapter, in: place.url)
      let predictions = chapter.predictions
      let works = exercises.exercises(of: chapter).map { ExerciseWork(on: $0, in: place.url) }
      let answers = LockedAnswers(of: chapter, in: place.url).answers(to: predictions)
      return Listing.Item(
        number: chapter.number, slug: chapter.slug, title: chapter.title,
        question: chapter.frontMatter.question, status: state.status, reasons: state.reasons,
        parts: state.parts,
        conditions: state.conditions, budget: state.record?.budget, minutes: chapter.frontMatter.minutes,
        times: Dictionary(
          uniqueKeysWithValues: Budget.offered.compactMap { budget in
            times.time(of: chapter, at: budget).map { (budget.rawValue, $0) }
          }),
        predictions: Listing.Predictions(asked: predictions.count, answered: answers.count),
        exercises: Listing.Exercises(
          count: works.count, passed: works.count { $0.state.passed != nil }),
        steps: chapter.steps.map(\.id), hasLesson: book.lesson(of: chapter.slug) != nil,
        folder: chapter.outputFolder(in: place.url).relativePath)
    }
    return try Listing(chapters: items, next: book.nextCommand(in: place))
  }
}

/// Where runs are kept.
struct OutputOption: ParsableArguments {
  @Option(help: ArgumentHelp("The folder that holds the runs.", valueName: "dir"), completion: .directory)
  var output = "output"

  func validate() throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: output, isDirectory: &isFolder), !isFolder.boolValue {
      throw ValidationError(
        "--output \(output): this is a file, not a folder. Name a folder; it will be created if it does not exist."
      )
    }
  }

  var url: URL { URL(fileURLWithPath: output, isDirectory: true) }

  /// What to add to a command so that it finds the same runs.
  var suffix: String { output == "output" ? "" : " --output \(Program.quoted(output))" }
}
