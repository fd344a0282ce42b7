import ArgumentParser
import Files
import Foundation
import LessonKit

/// Which exercises a command is about.
struct ExerciseOptions: ParsableArguments {
  @OptionGroup var common: CommonOptions
  @OptionGroup var place: OutputOption

  /// - Parameter word: an exercise or a chapter; nil stands for the exercises that were begun.
  func exercises(_ word: String?, _ book: Book) throws -> [Exercise] {
    let list = try ExerciseList(in: book.library.repository)
    if let word { return try list.matching(word, in: book.library) }
    let begun = list.all.filter { ExerciseWork(on: $0, in: place.url).hasFile }
    if begun.isEmpty {
      throw UsageError("No exercise has been begun. See them all: \(Program.name) exercise")
    }
    return begun
  }

  func exercise(_ word: String, _ book: Book) throws -> Exercise {
    let found = try exercises(word, book)
    guard found.count == 1 else {
      throw UsageError(
        "Which one? \(found.map { "\($0.number) \($0.name)" }.joined(separator: ", "))")
    }
    return found[0]
  }

  func work(on exercise: Exercise) -> ExerciseWork { ExerciseWork(on: exercise, in: place.url) }
}

struct ExerciseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exercise",
    abstract: "List the exercises, or begin those of a chapter: read the task, get the file to change.",
    discussion: """
      The file is put into output/exercises/NAME/ and never overwritten. Change it, then 'check'; 'hint' helps, 'reset' \
      puts it back as it was.
      """)

  @Argument(
    help: ArgumentHelp("An exercise (4.2, checkerboard-energy) or a chapter (4).", valueName: "exercise"))
  var name: String?

  @OptionGroup var options: ExerciseOptions

  /// What `--json` prints of each.
  private struct Item: Encodable {
    var number, name, title, kind, file: String
    var minutes: Int
    var state: ExerciseWork.State
  }

  func run() throws {
    let book = try Book()
    let list = try ExerciseList(in: book.library.repository)
    let chosen = try name.map { try list.matching($0, in: book.library) }
    if options.common.json {
      return try Console.print(
        report: [
          "exercises": (chosen ?? list.all).map { exercise in
            let work = options.work(on: exercise)
            return Item(
              number: exercise.number, name: exercise.name, title: exercise.title,
              kind: exercise.kind.rawValue,
              file: work.file.relativePath, minutes: exercise.minutes, state: work.state)
          }
        ])
    }
    guard let chosen else { return printAll(list) }
    for exercise in chosen { try begin(exercise) }
  }

  private func printAll(_ list: ExerciseList) {
    if list.all.isEmpty { return Console.print("There are no exercises.") }
    let rows = list.all.map { exercise in
      let state = options.work(on: exercise).state
      let done =
        state.passed != nil
        ? "passed" : state.attempts > 0 ? Wording.count(state.attempts, "attempt") : ""
      return
        "| \(exercise.number) | \(exercise.title) | \(exercise.kind.rawValue) | \(exercise.minutes) min | \(done) |"
    }
    options.common.print(
      markdown: (["| no. | exercise | kind | time | state |", "|---:|---|---|---:|---|"] + rows)
        .joined(separator: "\n"))
    Console.print("\nBegin one: \(Program.name) exercise \(list.all[0].number)")
  }

  private func begin(_ exercise: Exercise) throws {
    let work = options.work(on: exercise)
    let isNew = try work.begin()
    options.common.print(
      markdown: """
        ## Exercise \(exercise.number): \(exercise.title)

        *\(exercise.kind.rawValue), about \(exercise.minutes) minutes*

        \(exercise.task)
        """)
    Console.print(
      """

      \(isNew ? "The file to change:" : "Your file (as you left it):") \(work.file.relativePath)
      Then: \(Program.name) check \(exercise.number)\(options.place.suffix)   Stuck? \(Program.name) hint \(exercise.number)

      """)
  }
}

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Compile an answer to an exercise and say whether it is right, and if not, why.",
    discussion: """
      Exit code 0 if all that were asked for pass, 1 if one does not. The checks use random numbers that differ from \
      file to file. They are ended after a minute of processor time, so that an endless loop ends, too.
      """)

  @Argument(
    help: ArgumentHelp(
      "An exercise (4.2, checkerboard-energy) or a chapter (4). Default: all that were begun.",
      valueName: "exercise"))
  var name: String?

  @Flag(help: "Check all exercises that were begun.")
  var all = false

  @OptionGroup var options: ExerciseOptions

  func validate() throws {
    if all, name != nil { throw ValidationError("Give either an exercise or --all, not both.") }
  }

  func run() throws {
    Interruption.listen()
    let book = try Book()
    let chosen = try options.exercises(name, book)
    let checker = ExerciseChecker(repository: book.library.repository, output: options.place.url)
    var results: [ExerciseChecker.Result] = []
    for exercise in chosen {
      let result = try checker.check(exercise)
      results.append(result)
      if !options.common.json { Console.print(result, exercise, options) }
    }
    if options.common.json { try Console.print(report: ["results": results]) }
    if results.contains(where: { $0.outcome != .passed }) { throw Ending(code: .failed) }
  }
}

extension Console {
  /// What became of an answer, for a person.
  fileprivate static func print(
    _ result: ExerciseChecker.Result, _ exercise: Exercise, _ options: ExerciseOptions
  ) {
    let terminal = options.common.terminal
    let title = "Exercise \(exercise.number), \(exercise.title): "
    switch result.outcome {
    case .passed:
      print(terminal.styled(title + "passed", .bold) + String(format: " (%.1f s)", result.seconds))
    default:
      print(terminal.styled(title + result.outcome.rawValue, .bold))
    }
    if !options.common.quiet { for check in result.passed { print("  ok       \(check)") } }
    if let check = result.check { print("  not yet  \(check)") }
    if !result.message.isEmpty {
      print(Wording.wrapped(result.message, to: min(terminal.width, 100)))
    }
    switch result.outcome {
    case .passed:
      print("The official solution: \(Program.name) solution \(exercise.number)\(options.place.suffix)")
    case .notTried:
      print("The task: \(Program.name) exercise \(exercise.number)\(options.place.suffix)")
    case .failed, .doesNotCompile, .stopped:
      print("A hint: \(Program.name) hint \(exercise.number)\(options.place.suffix)")
    }
  }
}

struct HintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hint", abstract: "Give the next hint for an exercise, and all earlier ones again.")

  @Argument(help: ArgumentHelp("An exercise: 4.2, checkerboard-energy.", valueName: "exercise"))
  var name: String

  @OptionGroup var options: ExerciseOptions

  func run() throws {
    let exercise = try options.exercise(name, Book())
    let work = options.work(on: exercise)
    try work.update { $0.hints = min($0.hints + 1, exercise.hints.count) }
    let given = exercise.hints.prefix(work.state.hints)
    if options.common.json { return try Console.print(report: ["hints": Array(given)]) }
    let text = given.enumerated().map { "**Hint \($0 + 1) of \(exercise.hints.count).** \($1)" }
    options.common.print(markdown: text.joined(separator: "\n\n"))
  }
}

struct SolutionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solution",
    abstract: "Show the official solution of an exercise: after it has passed, or with --show.")

  @Argument(help: ArgumentHelp("An exercise: 4.2, checkerboard-energy.", valueName: "exercise"))
  var name: String

  @Flag(help: "Show it although the exercise has not passed yet.")
  var show = false

  @OptionGroup var options: ExerciseOptions

  func run() throws {
    let exercise = try options.exercise(name, Book())
    let work = options.work(on: exercise)
    guard work.state.passed != nil || show else {
      throw UsageError(
        "This exercise has not passed yet. To see its solution all the same: \(Program.name) solution "
          + "\(exercise.number) --show\(options.place.suffix)")
    }
    if work.state.passed == nil { try work.update { $0.sawSolution = true } }
    let code = try exercise.solution()
    if options.common.json { return try Console.print(report: ["solution": code]) }
    options.common.print(markdown: "```swift\n\(code)```")
  }
}

struct ResetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Put the file of an exercise back as it was handed out; yours is kept beside it.")

  @Argument(help: ArgumentHelp("An exercise: 4.2, checkerboard-energy.", valueName: "exercise"))
  var name: String

  @OptionGroup var options: ExerciseOptions

  func run() throws {
    let work = options.work(on: try options.exercise(name, Book()))
    let copy = try work.reset()
    if options.common.json {
      return try Console.print(report: ["file": work.file.relativePath, "copy": copy?.relativePath ?? ""])
    }
    Console.print(
      "\(work.file.relativePath) is as it was handed out."
        + (copy.map { " Yours is kept as \($0.relativePath)." } ?? ""))
  }
}

struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Check an exercise at every save; Ctrl-C ends it.",
    discussion: "The file is looked at twice a second, which works on network drives and under WSL, too.")

  @Argument(help: ArgumentHelp("An exercise: 4.2, checkerboard-energy.", valueName: "exercise"))
  var name: String

  @OptionGroup var options: ExerciseOptions

  func run() throws {
    Interruption.listen()
    let book = try Book()
    let exercise = try options.exercise(name, book)
    let work = options.work(on: exercise)
    _ = try work.begin()
    let checker = ExerciseChecker(repository: book.library.repository, output: options.place.url)
    Console.print("Watching \(work.file.relativePath). Ctrl-C ends it.")
    do {
      try Polling.run({ try? Data(contentsOf: work.file) }) {
        Console.print(try checker.check(exercise), exercise, options)
      }
    } catch is Interrupted {}
  }
}
