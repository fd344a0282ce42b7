import ArgumentParser
import Foundation
import LessonKit

struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List the runs that are kept, name or remove one, or make one the latest again.",
    discussion: """
      When a chapter is run with another budget, seed, data or settings, its former run is kept in output/runs under the \
      name that --name gave it, or one made from its settings. 'latest' is the run in the chapter's own folder, 'book' \
      the run that the text describes. Where kept runs take more than --runs-limit of 'run' allows (2 GB), the \
      checkpoints of the oldest unnamed ones are removed, and then these runs.
      """,
    subcommands: [List.self, Name.self, Restore.self, Remove.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "The runs of all chapters or of one, and what they take on the disk.")

    @Argument(help: "A number or a slug: 3, vanilla-gan.", completion: Completion.chapters)
    var chapter: String?

    @OptionGroup var limit: RunsLimitOption
    @OptionGroup var place: OutputOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let list = try RunsList(chapter: chapter, limit: limit.bytes, output: place.url, book: Book())
      if common.json { return try Console.print(report: list) }
      list.print(common, place)
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove", abstract: "Remove kept runs with all their files; asks nothing.")

    @Argument(help: "Names that 'runs' lists.", completion: Completion.runs)
    var names: [String]

    @OptionGroup var chapter: ChapterOption
    @OptionGroup var place: OutputOption
    @OptionGroup var common: CommonOptions

    /// What `--json` prints.
    private struct Report: Encodable {
      var removed: [String]
      var bytes: UInt64
    }

    func run() throws {
      let runs = KeptRuns(output: place.url)
      let book = try Book()
      // All names are looked up before the first run is removed.
      let chosen = try names.map { name in
        let run = try book.run(named: name, of: chapter.chapter(book), in: runs).run
        guard !run.isLatest else {
          throw UsageError(
            "\(name) is the chapter's latest run. It is replaced by the next one, or deleted with its folder "
              + "\(run.folder.relativePath).")
        }
        return run
      }
      let before = runs.bytes
      for run in chosen { try runs.remove(run) }
      let freed = before - min(before, runs.bytes)
      if common.json { return try Console.print(report: Report(removed: chosen.map(\.name), bytes: freed)) }
      Console.print(sentence: "Removed \(Wording.list(chosen.map(\.name))): \(Wording.bytes(freed)) freed.")
    }
  }

  struct Name: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "name", abstract: "Give a run a name: it is then kept until you remove it.")

    @Argument(help: "A name that 'runs' lists, such as latest.", completion: Completion.runs)
    var present: String

    @Argument(help: "What to call it from now on.")
    var name: String

    @OptionGroup var chapter: ChapterOption
    @OptionGroup var place: OutputOption
    @OptionGroup var common: CommonOptions

    /// What `--json` prints.
    private struct Report: Encodable {
      var named: String
    }

    func run() throws {
      let runs = KeptRuns(output: place.url)
      let book = try Book()
      let (run, chapter) = try book.run(named: present, of: self.chapter.chapter(book), in: runs)
      try runs.name(run, name, of: chapter)
      if common.json { return try Console.print(report: Report(named: name)) }
      Console.print(sentence: "\(present) is called \(name) from now on, and kept until you remove it.")
    }
  }

  struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "restore",
      abstract: "Make a kept run the latest one again: to go on with it, or to run a step of it again.")

    @Argument(help: "A name that 'runs' lists.", completion: Completion.runs)
    var name: String

    @OptionGroup var chapter: ChapterOption
    @OptionGroup var place: OutputOption
    @OptionGroup var common: CommonOptions

    /// What `--json` prints.
    private struct Report: Encodable {
      var restored: String
      /// The name under which the run is kept that was the latest; missing if there was none.
      var kept: String?
    }

    func run() throws {
      let runs = KeptRuns(output: place.url)
      let book = try Book()
      let (run, chapter) = try book.run(named: name, of: self.chapter.chapter(book), in: runs)
      let kept = try runs.restore(run, of: chapter, settings: book.lesson(of: chapter.slug)?.settings ?? [])
      if common.json { return try Console.print(report: Report(restored: name, kept: kept)) }
      Console.print(
        sentence: "\(name) is the latest run of chapter \(chapter.number) again."
          + (kept.map { " The one before is kept as \($0)." } ?? ""))
      if let record = run.record, record.status == .interrupted {
        Console.print("Go on with it:\n  \(Program.name) \(record.command)")
      }
    }
  }
}

/// The chapter whose runs are meant where a name alone does not say.
struct ChapterOption: ParsableArguments {
  @Option(
    name: .customLong("chapter"),
    help: "The chapter, where several have runs of these names: a number or a slug.",
    completion: Completion.chapters)
  var name: String?

  func chapter(_ book: Book) throws -> Chapter? { try name.map(book.chapter(matching:)) }
}

/// How much of the disk kept runs may take.
struct RunsLimitOption: ParsableArguments {
  @Option(
    name: .customLong("runs-limit"),
    help: ArgumentHelp(
      "What kept runs may take on the disk, such as 500MB (default: $\(DiskLimit.variable), or 2GB).",
      valueName: "size"),
    transform: RunsLimitOption.parse)
  var option: UInt64?

  var bytes: UInt64 {
    get throws {
      if let option { return option }
      let text = ProcessInfo.processInfo.environment[DiskLimit.variable] ?? ""
      guard !text.isEmpty else { return KeptRuns.usualLimit }
      guard let bytes = DiskLimit.bytes(text) else {
        throw UsageError("\(DiskLimit.variable)=\(text): \(Self.expectation)")
      }
      return bytes
    }
  }

  private static let expectation = "expected an amount such as 500MB, 2GB or 0"

  fileprivate static func parse(_ text: String) throws -> UInt64 {
    guard let bytes = DiskLimit.bytes(text) else { throw Mistake() }
    return bytes
  }

  private struct Mistake: Error, CustomStringConvertible {
    var description: String { RunsLimitOption.expectation }
  }
}

extension Book {
  /// The run that a name stands for, and its chapter: the only one that has such a run, unless one is given.
  /// - Throws: `UsageError`.
  func run(named name: String, of chapter: Chapter?, in runs: KeptRuns) throws -> (
    run: KeptRun, chapter: Chapter
  ) {
    let chapter = try chapter ?? self.chapter(withRuns: [name], in: runs)
    return (try runs.find(name, of: chapter), chapter)
  }

  /// The only chapter that has runs of all these names.
  /// - Throws: `UsageError` that says which names there are, or which chapters have them.
  func chapter(withRuns names: [String], in runs: KeptRuns) throws -> Chapter {
    let all = try library.entries.map(library.chapter)
    func has(_ chapter: Chapter, _ name: String) -> Bool { (try? runs.find(name, of: chapter)) != nil }
    let fitting = all.filter { chapter in names.allSatisfy { has(chapter, $0) } }
    if fitting.count == 1 { return fitting[0] }
    if let unknown = names.first(where: { name in !all.contains { has($0, name) } }) {
      let known = Set(all.flatMap { runs.all(of: $0).map(\.name) })
      throw UsageError(
        "There is no run called \"\(unknown)\".\(NearMiss.question(for: unknown, among: known)) "
          + "\(Program.name) runs lists those that there are.")
    }
    let called = Wording.list(names.isEmpty ? [RunName.book] : names)
    guard let example = fitting.first else {
      throw UsageError("No chapter has runs called \(called): only runs of one chapter can be compared.")
    }
    throw UsageError(
      "Chapters \(Wording.list(fitting.map { "\($0.number)" })) have runs called \(called). Say which one is meant: "
        + "--chapter \(example.number)")
  }
}
