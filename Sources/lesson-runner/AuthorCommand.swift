import ArgumentParser
import Authoring
import Foundation
import Labs
import LessonKit

struct AuthorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "author", abstract: "For those who write chapters: keep text and code together.",
    subcommands: [
      Sync.self, Check.self, Reference.self, SpreadCommand.self, New.self, Watch.self,
    ])

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
      var settings: [String: [String: SettingScalar]] = [:]
      for lesson in AuthorCommand.lessonsAndLabs(library) {
        settings[lesson.slug] = try Settings(lesson.settings, budget: .standard).scalars
      }
      let report = Author(library).check(
        steps: AuthorCommand.steps(library), settings: settings, recordsToCome: Self.recordsToCome)
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
      let chapter = try book.chapter(matching: self.chapter)
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

  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "new",
      abstract: "Begin a chapter: its text, its lesson, its test, and its place in the book.",
      discussion: """
        Written are chapters/NN-SLUG.md, Sources/Lessons/TARGET/Lesson.swift and Tests/LessonTests/TARGETTests.swift, and \
        the lesson is registered in Package.swift. The chapter runs, is tested and stands in the book at once.
        """)

    @Argument(help: "The chapter's name in files and commands: lower-case letters, digits, hyphens.")
    var slug: String

    @Option(help: ArgumentHelp("The chapter's title (default: made of the slug).", valueName: "text"))
    var title: String?

    @OptionGroup var common: CommonOptions

    /// What `--json` prints.
    private struct Written: Encodable {
      var number: Int
      var files: [String]
    }

    func run() throws {
      let chapter = try NewChapter(slug: slug, title: title, in: Book().library)
      try chapter.write()
      if common.json {
        return try Console.print(report: Written(number: chapter.number, files: chapter.files))
      }
      Console.print(
        """
        \(chapter.files.joined(separator: "\n"))
        Package.swift and \(LessonList.path): registered as chapter \(chapter.number)
        To try it: \(Program.name) run \(chapter.number)
        Its test:  ./test --filter \(chapter.target)Tests
        While you write: \(Program.name) author watch \(chapter.number)
        """)
    }
  }

  struct Watch: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "watch",
      abstract: "While you write: bring code into the chapter and check it at every save.",
      discussion: """
        The chapter's file and its lesson's sources are looked at twice a second, which works on network drives, too. \
        Ctrl-C ends it.
        """)

    @Argument(help: "A number or a slug: 3, vanilla-gan.", completion: Completion.chapters)
    var chapter: String

    @OptionGroup var common: CommonOptions

    func run() throws {
      Interruption.listen()
      let book = try Book()
      let entry = try book.library.entry(matching: chapter)
      let sources = book.lesson(of: entry.slug).map {
        book.library.repository.appending(path: "Sources/Lessons/\(book.target(of: $0))")
      }
      Console.print("Watching \(book.library.displayPath(of: entry.url)). Ctrl-C ends it.")
      try Polling.run({ Self.dates(entry.url, sources) }, onChange: { try report(on: entry) })
    }

    private func report(on entry: ChapterLibrary.Entry) throws {
      let author = Author(try Book().library)
      for change in try author.sync().changes { Console.print("\(change)") }
      let file = author.library.displayPath(of: entry.url)
      let findings = author.check(steps: AuthorCommand.steps(author.library)).findings.filter {
        $0.file == file
      }
      try AuthorCommand.print(findings, common)
      Console.print("\(Date().formatted(date: .omitted, time: .standard)): \(findings.count) to correct.")
    }

    private static func dates(_ chapter: URL, _ sources: URL?) -> [String: Date] {
      let names = sources.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.path) } ?? []
      let files = [chapter] + names.sorted().compactMap { sources?.appending(path: $0) }
      return files.reduce(into: [:]) { dates, file in
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
        dates[file.path] = attributes?[.modificationDate] as? Date
      }
    }
  }

  /// The steps that each lesson declares, by slug.
  private static func steps(_ library: ChapterLibrary) -> [String: [String]] {
    lessonsAndLabs(library).reduce(into: [:]) { $0[$1.slug] = $1.stepIDs }
  }

  /// The lessons of these chapters and of their labs.
  private static func lessonsAndLabs(_ library: ChapterLibrary) -> [any Lesson.Type] {
    let slugs = Set(Author(library).entries.map(\.slug))
    return (lessons + labLessons).filter { slugs.contains($0.slug) }
  }

  struct SpreadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "spread",
      abstract: "Take from runs with several seeds what the teacher's page says of their spread.",
      discussion: """
        The runs are whole ones at one budget, such as those of: for seed in 1 2 3; do run 3 --budget quick --seed $seed \
        --output runs/$seed; done. Written is chapters/teaching/NN-SLUG.json.
        """)

    @Argument(help: "A number or a slug: 3, vanilla-gan.", completion: Completion.chapters)
    var chapter: String

    @Argument(
      help: ArgumentHelp("The folders of the runs, or those that hold them.", valueName: "dir"),
      completion: .directory)
    var folders: [String]

    @OptionGroup var common: CommonOptions

    func run() throws {
      let chapter = try Book().chapter(matching: self.chapter)
      let records = try folders.map { name in
        let given = URL(fileURLWithPath: name, isDirectory: true)
        let inner = chapter.outputFolder(in: given)
        let record =
          try RunRecord.read(given.appending(path: "run.json"))
          ?? RunRecord.read(inner.appending(path: "run.json"))
        guard let record else {
          throw UsageError("There is no run of chapter \(chapter.number) in \(name): no run.json.")
        }
        return record
      }
      let spread = try Spread(of: chapter, records)
      try spread.write(for: chapter)
      if common.json { return try Console.print(report: spread) }
      Console.print(
        "\(Spread.file(of: chapter).relativePath): \(Wording.count(spread.metrics.count, "number")) over "
          + "\(Wording.count(spread.seeds.count, "seed")).")
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
    let place = "\(chapter.isLabs ? "labs" : "chapters")/figures/\(chapter.slug)/"
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
      + ["Written: \(place), the reference run of \(chapter.slug)."]).joined(separator: "\n")
  }
}
