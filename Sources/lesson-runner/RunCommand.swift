import ArgumentParser
import DataFolders
import Datasets
import Foundation
import GANKit
import LessonKit

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract:
      "Run chapters: print the text, execute the steps, save figures, samples, metrics and checkpoints.",
    discussion: """
      Without a chapter, the next one that is not done. An interrupted run (Ctrl-C) goes on with the same command. \
      When several chapters are given, those already done with the same options are skipped, unless --restart is given. \
      With two or more threads, chapters usually run two at a time; their output is still printed in order. \
      --from and --only restore what earlier steps saved; if those were made with other settings, a warning says \
      so. With --weights, optimizers and learning rates begin anew. \
      A former run with another budget, seed, data, settings or weights is kept: see 'runs' and 'compare'. \
      With --json, standard output holds the content of run.json, or an array of them if several chapters run.
      """)

  @Argument(
    help: ArgumentHelp("Numbers or slugs: 3, vanilla-gan.", valueName: "chapter"),
    completion: Completion.chapters)
  var chapters: [String] = []

  @Flag(help: "Run all chapters in order.")
  var all = false

  @Option(
    help: ArgumentHelp(
      """
      quick: up to a minute a chapter; standard: minutes on two cores; full: the papers' own sizes, hours; smoke: \
      seconds, for tests.
      """))
  var budget = Budget.standard

  @Option(
    help: ArgumentHelp("Begin at this step, using what earlier steps saved.", valueName: "step"),
    completion: Completion.steps)
  var from: String?

  @Option(
    help: ArgumentHelp("Run this step alone, using what earlier steps saved.", valueName: "step"),
    completion: Completion.steps)
  var only: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Override a setting that `show` lists; may be repeated.", valueName: "name=value"),
    completion: Completion.settings)
  var overrides: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Start the networks of the main training from these weights instead of random ones: a .safetensors file of a run \
      or from PyTorch, or the folder of a run (chapters 3 to 8).
      """, valueName: "file"),
    completion: .file())
  var weights: String?

  // Unconditional: the parser takes a negative number for an option and says that the value is missing.
  @Option(
    name: .customLong("seed"), parsing: .unconditional,
    help: ArgumentHelp("The seed of all random numbers (default: 1).", valueName: "seed"),
    transform: WholeNumber.seed(_:))
  var givenSeed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Take the seed from a name, so that each learner of a class has a run of their own. The name is not kept.",
      valueName: "name"))
  var seedFrom: String?

  var seed: UInt64 { givenSeed ?? seedFrom.map(WholeNumber.seed(ofName:)) ?? 1 }

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Threads to compute with (default: all cores that this process may use).", valueName: "n"),
    transform: WholeNumber.threads)
  var threads: Int?

  @OptionGroup var data: DataOption
  @OptionGroup var place: OutputOption

  @Flag(inversion: .prefixedNo, help: "Pause before each step (default: if one chapter runs on a terminal).")
  var pause: Bool?

  @Flag(
    inversion: .prefixedNo,
    help: "Ask for the predictions of each step and keep the answers (default: if it pauses).")
  var ask: Bool?

  @Flag(help: "Start again from the first step, even if the chapter is done or was interrupted.")
  var restart = false

  @Option(
    help: ArgumentHelp(
      "What to call this run, for 'runs' and 'compare'. A named run is kept until you remove it.",
      valueName: "name"))
  var name: String?

  @OptionGroup var limit: RunsLimitOption
  @OptionGroup var figures: FigureOption
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if all, !chapters.isEmpty { throw ValidationError("Give either --all or chapters, not both.") }
    if givenSeed != nil, seedFrom != nil {
      throw ValidationError("Give either --seed or --seed-from, not both.")
    }
    if let seedFrom, seedFrom.allSatisfy(\.isWhitespace) {
      throw ValidationError("--seed-from: the name is empty.")
    }
    if let weights, weights.isEmpty {
      throw ValidationError(
        "--weights: the name of the file is empty. Leave the option out for random weights.")
    }
    if from != nil, only != nil { throw ValidationError("Give either --from or --only, not both.") }
    if runsSeveral {
      let single = [
        ("--from", from != nil), ("--only", only != nil), ("--set", !overrides.isEmpty),
        ("--weights", weights != nil),
      ]
      if let option = single.first(where: { $1 })?.0 {
        throw ValidationError(
          "\(option) applies to the steps, settings or networks of a single chapter: give only that chapter.")
      }
    }
  }

  func run() throws {
    let book = try Book()
    let chosen = try chosenChapters(book)
    try BrokenBuild().check(chosen.map { ($0.chapter, $0.lesson) }, in: book)
    if let name { try RunName.check(name) }
    let runsLimit = try limit.bytes
    let folder = try data.folder(common)
    if let threads { Machine.threads = threads }
    let pictures = figures.pictures(common)
    Interruption.listen()
    let narrator = Console.narrator(common, pictures: pictures)
    if let note = Machine.note(onThreads: Machine.threads) { narrator.note(note) }
    if seedFrom != nil { narrator.note("The seed of this name is \(seed).") }
    if chosen.isEmpty {
      narrator.explain("Every chapter is done. Run one again: \(Program.name) run CHAPTER")
    }

    // Before the first one begins: sources that somebody edits while chapters run are not those of this program.
    let versions = chosen.map { book.code(of: $0.lesson) }
    let series = ChapterSeries()
    let parts = zip(chosen.indices, zip(chosen, versions)).map { place, choice in
      let (choice, version) = choice
      var request = request(choice.chapter, choice.settings, version, folder)
      request.runsLimit = runsLimit
      request.reportFailure = { record, message in
        let last = record.map(Result.record) ?? .failure(ErrorReport(code: .step, message))
        if common.json {
          try? printJSON(series.ends(before: place).map(Result.init) + [last], isOne: chosen.count == 1)
        }
      }
      return ChapterSeries.Part(
        chapter: choice.chapter, lesson: choice.lesson, request: request,
        continuation: continuation(request, chosen.count))
    }
    series.perform(parts, most: chaptersAtOnce, in: book, narrator)
    let code = series.code
    if common.json {
      try printJSON(series.ends().map(Result.init), isOne: chosen.count == 1)
    } else if code == .done, !chosen.isEmpty {
      narrator.explain(try book.nextCommand(in: place).map { "Next: " + $0 } ?? "Every chapter is done.")
    }
    if code != .done { throw Ending(code: code) }
  }

  private var runsSeveral: Bool { all || chapters.count > 1 }

  /// One if questions are asked, so that they concern one chapter at a time, and at full budget, where one chapter may need
  /// all the memory.
  private var chaptersAtOnce: Int {
    runsSeveral && pause != true && ask != true && budget != .full ? min(2, Machine.threads) : 1
  }

  private func printJSON(_ results: [Result], isOne: Bool) throws {
    if isOne, let result = results.first {
      try Console.print(json: result)
    } else {
      try Console.print(json: results)
    }
  }

  /// What `--json` prints of a chapter: its `run.json`, or why there is none.
  private enum Result: Encodable {
    case record(RunRecord)
    case failure(ErrorReport)

    init(_ end: ChapterSeries.End) {
      switch end {
      case .skipped(let record), .recorded(let record, _): self = .record(record)
      case .failed(let code, let message): self = .failure(ErrorReport(code: code, message))
      }
    }

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .record(let record): try record.encode(to: encoder)
      case .failure(let report): try Versioned(report).encode(to: encoder)
      }
    }
  }

  /// The command that goes on after an interruption, with the chapters after this one too.
  private func continuation(_ request: RunRequest, _ count: Int) -> String {
    guard count > 1 else {
      return request.command + (request.selection == .all ? "" : " \(request.selection)")
    }
    return "\(Program.name) \(arguments(for: all ? ["--all"] : chapters.map(Program.quoted), []))"
      + (pause == true ? " --pause" : "")
  }

  /// Every mistake in the command line is found here, before the first chapter begins.
  private func chosenChapters(
    _ book: Book
  ) throws -> [(chapter: Chapter, lesson: any Lesson.Type, settings: Settings)] {
    let library = book.library
    let chosen: [Chapter]
    if all {
      chosen = try library.entries.map(library.chapter).filter { book.lesson(of: $0.slug) != nil }
    } else if chapters.isEmpty {
      chosen = try [book.next(in: place.url)].compactMap { $0 }
    } else {
      chosen = try chapters.map(book.chapter(matching:))
    }
    return try chosen.map { chapter in
      let lesson = try book.requireLesson(of: chapter)
      return (chapter, lesson, try Settings(lesson.settings, budget: budget, overrides: overrides))
    }
  }

  private func request(
    _ chapter: Chapter, _ settings: Settings, _ code: CodeVersion, _ folder: DataFolder
  ) -> RunRequest {
    var request = RunRequest(settings)
    request.seed = seed
    request.weights = weights
    request.selection = from.map(StepSelection.from) ?? only.map(StepSelection.only) ?? .all
    request.restart = restart
    request.name = name
    request.pauses = pause ?? (!runsSeveral && Pause.isPossible && !common.quiet && !common.json)
    request.asks = ask ?? request.pauses
    request.data = folder
    request.output = place.url
    request.code = code
    request.program = Program.name
    request.arguments = arguments(for: [chapter.slug], settings.overrides)
    return request
  }

  /// What to type after the program's name to run whole chapters as this command does.
  private func arguments(for chapters: [String], _ overrides: [String]) -> String {
    var words = ["run"] + chapters
    if budget != .standard { words += ["--budget", budget.rawValue] }
    for override in overrides { words += ["--set", Program.quoted(override)] }
    if let weights { words += ["--weights", Program.quoted(weights)] }
    if seed != 1 { words += ["--seed", "\(seed)"] }
    if let threads { words += ["--threads", "\(threads)"] }
    if let name { words += ["--name", Program.quoted(name)] }
    if let data = data.data { words += ["--data", Program.quoted(data)] }
    return words.joined(separator: " ") + place.suffix
  }
}
