import ExerciseKit
import Files
import Foundation
import LessonKit

/// Compiles a learner's file together with the exercise's checks, and runs them.
struct ExerciseChecker {
  /// What came of it.
  struct Result: Encodable {
    enum Outcome: String, Encodable {
      case passed, failed
      /// The file is missing, unchanged or one of another exercise.
      case notTried = "not tried"
      case doesNotCompile = "does not compile"
      /// It crashed, asked for something that cannot be computed, or took too long.
      case stopped
    }

    var exercise: String
    var number: String
    var outcome: Outcome
    /// The checks that passed, in their order.
    var passed: [String] = []
    /// The check that did not.
    var check: String?
    var message: String = ""
    var seconds: Double = 0
  }

  let repository: URL
  let output: URL

  /// Time after which a build or a program that does nothing is given up, in seconds. A check that computes is ended
  /// much earlier, by the processor time that it used.
  private static let patience = 600.0

  func check(_ exercise: Exercise) throws -> Result {
    let work = ExerciseWork(on: exercise, in: output)
    var result = Result(exercise: exercise.name, number: exercise.number, outcome: .notTried)
    if let objection = work.objection() {
      result.message = objection
      return result
    }
    let clock = ContinuousClock()
    let start = clock.now
    try stage(exercise, work)
    defer { result.seconds = (clock.now - start) / .seconds(1) }
    let build = try run(
      "/usr/bin/env",
      [
        "swift", "build", "--package-path", repository.path, "--scratch-path", buildFolder.path, "-c",
        "release", "--product", "exercise",
      ], ["GANLESSONS_EXERCISE": "1"])
    if build.code != 0 {
      result.outcome = .doesNotCompile
      result.message = Self.errors(in: build.text, of: work.file)
    } else {
      try judge(work, &result)
    }
    result.seconds = (clock.now - start) / .seconds(1)
    try work.update { state in
      state.attempts += 1
      if result.outcome == .passed, state.passed == nil { state.passed = Date() }
    }
    return result
  }

  private var buildFolder: URL { repository.appending(path: ".build", directoryHint: .isDirectory) }

  /// The sources of the program: the learner's file, whose lines the compiler is to name, the checks, and a line that
  /// runs them.
  private func stage(_ exercise: Exercise, _ work: ExerciseWork) throws {
    let stage = repository.appending(path: ".build-exercises/stage", directoryHint: .isDirectory)
    do {
      try FileManager.default.createDirectory(at: stage, withIntermediateDirectories: true)
    } catch {
      throw UsageError(
        "Exercises are compiled in \(repository.path), and this account may not write there. Copy the book to a folder "
          + "of your own and work there.")
    }
    // Whatever else lies there would be compiled, too.
    let names = [Exercise.fileName, "Checks.swift", "main.swift"]
    for name in (try? FileManager.default.contentsOfDirectory(atPath: stage.path)) ?? []
    where !names.contains(name) {
      try? FileManager.default.removeItem(at: stage.appending(path: name))
    }
    func write(_ text: String, _ name: String) throws {
      let file = stage.appending(path: name)
      // What has not changed need not be compiled again.
      if (try? String(contentsOf: file, encoding: .utf8)) == text { return }
      try AtomicFile.write(Data(text.utf8), to: file)
    }
    let path = work.file.standardizedFileURL.path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    try write(
      "#sourceLocation(file: \"\(path)\", line: 1)\n" + String(contentsOf: work.file, encoding: .utf8),
      Exercise.fileName)
    try write(String(contentsOf: exercise.checks, encoding: .utf8), "Checks.swift")
    try write("import ExerciseKit\n\nExerciseProgram.run(checks(Exercise.self))\n", "main.swift")
  }

  private func judge(_ work: ExerciseWork, _ result: inout Result) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "verdict-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    let text = try Data(contentsOf: work.file)
    var hash = ContentHash()
    hash.add(text)
    typealias Variable = ExerciseProgram.Variable
    let program = try run(
      buildFolder.appending(path: "release/exercise").path, [],
      [
        Variable.verdict: file.path, Variable.seed: "\(hash.value)",
        Variable.output: output.standardizedFileURL.path,
      ])
    guard let bytes = try? Data(contentsOf: file),
      let verdict = try? JSONDecoder().decode(Verdict.self, from: bytes)
    else {
      result.outcome = .stopped
      result.message = Self.reason(program)
      return
    }
    result.passed = verdict.passed
    result.outcome = verdict.isRight ? .passed : .failed
    result.check = verdict.failure?.check
    result.message = verdict.failure?.message ?? ""
  }

  /// Why a program ended without a verdict.
  private static func reason(_ program: (code: Int32, text: String, isSignal: Bool)) -> String {
    if program.isSignal, [SIGXCPU, SIGKILL].contains(program.code) {
      return
        "The checks used more than \(ExerciseProgram.seconds) seconds of processor time. Is there an endless loop?"
    }
    let text = program.text.trimmingCharacters(in: .whitespacesAndNewlines)
    let lines = text.split(separator: "\n").filter { !$0.contains("Crash:") }.prefix(6).joined(
      separator: "\n")
    return "The program stopped before it had an answer"
      + (program.isSignal ? " (\(String(cString: strsignal(program.code))))" : "")
      + (lines.isEmpty ? "." : ":\n\(lines)")
  }

  /// The compiler's complaints about the learner's file, without the rest; about the checks, if there are none.
  private static func errors(in text: String, of file: URL) -> String {
    let lines = text.split(separator: "\n").map(String.init)
    let path = file.standardizedFileURL.path
    let own = lines.filter { $0.contains("error:") && $0.hasPrefix(path) }
    let others = lines.filter { $0.contains("error:") && $0.hasPrefix("/") }
    let found = (own.isEmpty ? others : own).uniqued().prefix(5).map { line in
      line.hasPrefix(path) ? Exercise.fileName + line.dropFirst(path.count) : line
    }
    return found.isEmpty ? lines.suffix(5).joined(separator: "\n") : found.joined(separator: "\n")
  }

  /// Runs a program to its end and gives what it printed.
  private func run(
    _ program: String, _ arguments: [String], _ variables: [String: String]
  ) throws -> (code: Int32, text: String, isSignal: Bool) {
    let log = FileManager.default.temporaryDirectory.appending(path: "exercise-\(UUID().uuidString).log")
    try Data().write(to: log)
    defer { try? FileManager.default.removeItem(at: log) }
    let handle = try FileHandle(forWritingTo: log)
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    (process.standardOutput, process.standardError) = (handle, handle)
    process.standardInput = FileHandle.nullDevice
    do { try process.run() } catch {
      throw UsageError("\(arguments.first ?? program) cannot be started: \(error.localizedDescription)")
    }
    let end = Date().addingTimeInterval(Self.patience)
    while process.isRunning {
      if Interruption.isRequested || Date() > end {
        process.terminate()
        if Interruption.isRequested { throw Interrupted() }
        return (1, "It did nothing for \(Int(Self.patience)) seconds and was stopped.", false)
      }
      usleep(20_000)
    }
    process.waitUntilExit()
    let text = String(decoding: (try? Data(contentsOf: log)) ?? Data(), as: UTF8.self)
    return (process.terminationStatus, text, process.terminationReason == .uncaughtSignal)
  }
}
