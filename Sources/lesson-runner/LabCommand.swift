import ArgumentParser
import Foundation
import LessonKit

struct LabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lab",
    abstract: "Find out what is wrong with a training: symptom, cause and cure.",
    discussion: """
      A lab trains a small GAN in seconds, with one mistake in it, and shows what somebody who trains would see. You name \
      the cause; then the library measures and says what it finds, and the lab trains again without the mistake. \
      Without a chapter, the labs are listed.

      All options of run apply: --seed, --from, --only, --set, --no-ask and so on. A lab's setting takes the mistake out: \
      lab 1 --set targets=right.
      """)

  @Argument(
    help: ArgumentHelp("A chapter's number or slug: 3, vanilla-gan.", valueName: "chapter"),
    completion: Completion.labs)
  var chapter: String?

  @Argument(
    parsing: .allUnrecognized, help: ArgumentHelp("Options of run, such as --seed 2.", valueName: "options"))
  var options: [String] = []

  @OptionGroup var common: CommonOptions
  @OptionGroup var place: OutputOption

  func run() throws {
    let book = try Book()
    guard let chapter else { return try list(book) }
    let labs = try book.labs(of: chapter)
    var words = ["run", labs.slug] + options
    if place.output != "output" { words += ["--output", place.output] }
    words += (common.quiet ? ["--quiet"] : []) + (common.json ? ["--json"] : [])
    words += ["--color", common.color.rawValue]
    guard let command = try LessonRunner.parseAsRoot(words) as? RunCommand else {
      throw UsageError("This is no run: \(words.joined(separator: " "))")
    }
    guard command.chapters.count == 1 else {
      throw UsageError(
        "Give one chapter; found besides: \(command.chapters.dropFirst().joined(separator: " "))")
    }
    try command.run()
  }

  // MARK: - The list

  /// The labs of one chapter, for `--json`.
  private struct Item: Encodable {
    let chapter: Int
    let slug: String
    let question: String
    /// The titles of the labs.
    let labs: [String]
    let status: ChapterStatus
    /// How many causes the reader has named, and of how many.
    let named, causes: Int
  }

  private struct Listing: Encodable {
    let chapters: [Item]
  }

  private func list(_ book: Book) throws {
    let items = try (book.labs?.entries ?? []).map(book.library.chapter).map { labs in
      Item(
        chapter: labs.number, slug: labs.slug, question: labs.frontMatter.question,
        labs: labs.labTitles, status: book.state(of: labs, in: place.url).status,
        named: LockedAnswers(of: labs, in: place.url).answers(to: labs.predictions).count,
        causes: labs.predictions.count)
    }
    if common.json { return try Console.print(report: Listing(chapters: items)) }
    guard !items.isEmpty else { return Console.print("This book has no labs.") }
    let lines = items.map { item in
      let state =
        item.status == .notRun ? "" : " (\(item.status.rawValue), \(item.named) of \(item.causes) named)"
      return "**Chapter \(item.chapter)**\(state)\n\n"
        + item.labs.map { "- \($0)" }.joined(separator: "\n")
    }
    let first = items.first { $0.status == .notRun } ?? items[0]
    common.print(
      markdown: lines.joined(separator: "\n\n")
        + "\n\nNext: `\(Program.name) lab \(first.chapter)\(place.suffix)`")
  }
}

extension Book {
  /// The labs of the chapter with this number, slug or file name.
  /// - Throws: `UsageError` if the chapter has none; `ChapterLibraryError` if there is no such chapter.
  func labs(of name: String) throws -> Chapter {
    if name.hasSuffix(Chapter.labsSuffix) { return try chapter(matching: name) }
    let entry = try library.entry(matching: name)
    guard let labs, let found = labs.entries.first(where: { $0.number == entry.number }) else {
      throw UsageError("Chapter \(entry.number) has no labs.")
    }
    return try labs.chapter(found)
  }
}

extension Chapter {
  /// The titles of the labs: the headings of their first steps.
  fileprivate var labTitles: [String] {
    steps.filter { !$0.id.hasSuffix(Self.causeSuffix) && !$0.id.hasSuffix(Self.cureSuffix) }.map(\.title)
  }
}
