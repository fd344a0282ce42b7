import Foundation
import Testing

/// The commands around an exercise. What `check` compiles, `ExerciseTests` hold without it.
@Suite("Exercises on the command line", .serialized)
struct ExerciseCommandTests {
  static let name = "01-generator-loss"
  static let file = "output/exercises/\(name)/Exercise.swift"
  let runner: Runner

  init() throws { runner = try Runner() }

  private func text() throws -> String {
    try String(contentsOf: runner.folder.appending(path: Self.file), encoding: .utf8)
  }

  private func write(_ text: String) throws {
    try Data(text.utf8).write(to: runner.folder.appending(path: Self.file))
  }

  @Test(
    "The list; a task with its file; an unchanged file, one of another exercise and a missing one are not tried"
  )
  func notTried() throws {
    defer { runner.remove() }
    #expect(try runner.run("exercise").output.contains("A loss for a poor generator"))
    #expect(try runner.run("check").exitCode == 2)
    let missing = try runner.run("check", Self.name)
    #expect(missing.exitCode == 1 && missing.output.contains("There is no "))

    let begun = try runner.run("exercise", "1.1")
    #expect(begun.exitCode == 0 && begun.output.contains(Self.file), "\(begun.errors)")
    let starter = try text()
    let unchanged = try runner.run("check", Self.name)
    #expect(unchanged.exitCode == 1 && unchanged.output.contains("Nothing has been changed yet."))
    // A comment more is no change.
    try write(starter + "// I thought about it.\n")
    #expect(try runner.run("check", Self.name).output.contains("Nothing has been changed yet."))
    try write(starter.replacing(Self.name, with: "02-another"))
    let other = try runner.run("check", Self.name, "--json")
    #expect(other.exitCode == 1 && other.output.contains("It is one of 02-another."))
    #expect(other.output.contains("\"not tried\""))

    // What somebody has written is never overwritten.
    try write(starter + "// mine\n")
    #expect(try runner.run("exercise", "1.1").output.contains("as you left it"))
    #expect(try text().hasSuffix("// mine\n"))
    #expect(try runner.run("exercise", "nothing").exitCode == 2)
  }

  @Test("Hints come one at a time, with the earlier ones; the solution only on request; reset keeps a copy")
  func help() throws {
    defer { runner.remove() }
    #expect(try runner.run("exercise", "1.1").exitCode == 0)
    for count in [1, 2, 3, 3] {
      let hints = try runner.run("hint", "1.1").output
      for hint in 1...3 { #expect(hints.contains("Hint \(hint) of 3") == (hint <= count)) }
    }
    let refused = try runner.run("solution", "1.1")
    #expect(refused.exitCode == 2 && refused.errors.contains("--show"))
    let solution = try runner.run("solution", "1.1", "--show")
    #expect(solution.exitCode == 0 && solution.output.contains("enum Exercise: "))

    let starter = try text()
    #expect(try runner.run("reset", "1.1").output.contains("is as it was handed out."))
    try write(starter + "let mine = 1\n")
    let reset = try runner.run("reset", "1.1")
    #expect(reset.output.contains("Yours is kept as"))
    #expect(try text() == starter)
    let copy = runner.folder.appending(path: "output/exercises/\(Self.name)/Exercise-1.swift.bak")
    #expect(try String(contentsOf: copy, encoding: .utf8).hasSuffix("let mine = 1\n"))
  }
}
