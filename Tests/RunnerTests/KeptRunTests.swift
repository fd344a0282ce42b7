import Foundation
import Testing

/// `runs` and `compare` as processes.
@Suite("Kept runs on the command line", .serialized)
struct KeptRunTests {
  let runner: Runner

  init() throws { runner = try Runner() }

  /// A run that is over at once, and what it is called when it is kept.
  private static let short = [
    "run", "1", "--budget", "smoke", "--set", "iterations=20", "--set", "exhibitIterations=4", "--threads",
    "1",
  ]
  private static let name = "smoke-iterations20-exhibitIterations4"

  private func list(_ arguments: String...) throws -> [[String: Any]] {
    try #require(runner.run(["runs", "--json"] + arguments).json()["runs"] as? [[String: Any]])
  }

  private func names() throws -> [String] { try list().compactMap { $0["name"] as? String } }

  @Test("Run twice with other settings: both are there, listed, compared, restored and removed")
  func life() throws {
    defer { runner.remove() }
    let nothing = try runner.run("runs")
    #expect(nothing.exitCode == 0 && nothing.output.contains("Nothing has been run yet"))
    #expect(try runner.run(Self.short).exitCode == 0)
    let before = try runner.files(in: "output/01-gan-theory")
    let second = try runner.run(Self.short + ["--seed", "2", "--name", "two"])
    #expect(second.exitCode == 0)
    #expect(second.errors.contains("is kept as \(Self.name)."))
    #expect(try runner.files(in: "output/runs/01-gan-theory/\(Self.name)") == before)

    let runs = try list("1")
    #expect(runs.map { $0["name"] as? String } == ["latest", Self.name])
    #expect(
      runs[0]["givenName"] as? String == "two"
        && (runs[0]["differences"] as? [String])?.prefix(2) == ["smoke", "seed 2"])
    #expect(runs.allSatisfy { $0["state"] as? String == "done" && ($0["bytes"] as? Int ?? 0) > 1000 })
    #expect(try list("2").isEmpty)
    let text = try runner.run(["runs"], environment: ["COLUMNS": "80"])
    // Commands, which are indented, stay whole.
    #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.hasPrefix("  ") })
    #expect(text.output.contains("latest (two)") && text.output.contains("of the 2.0 GB that they may."))

    let compared = try runner.run("compare", Self.name, "latest")
    #expect(compared.exitCode == 0, "\(compared.errors)")
    #expect(compared.output.contains("seed") && compared.output.contains("metric"))
    let pictures = try runner.files(in: "output/compare/01-gan-theory/\(Self.name)~latest")
    #expect(pictures["curves/train-lossD.svg"] != nil && pictures["curves/train-lossD.png"] != nil)
    #expect(pictures["figures/train-plane.png"] != nil)
    let json = try runner.run("compare", Self.name, "two", "--json").json()
    #expect((json["settings"] as? [[String: Any]])?.first?["name"] as? String == "seed")
    #expect((json["pictures"] as? [String])?.contains("curves/train-lossD.png") == true)
    let book = try runner.run("compare", "book", "two")
    #expect(book.exitCode == 0, "\(book.errors)")
    #expect(book.output.contains("standard"))

    let restored = try runner.run("runs", "restore", Self.name)
    #expect(
      restored.output.replacing("\n", with: " ")
        == "\(Self.name) is the latest run of chapter 1 again. The one before is kept as two. ")
    #expect(try runner.files(in: "output/01-gan-theory") == before)
    #expect(try names() == ["latest", "two"])

    let given = try runner.run("runs", "name", "latest", "first")
    #expect(given.output.hasPrefix("latest is called first from now on"))
    #expect(try list().first?["givenName"] as? String == "first")
    let removed = try runner.run("runs", "remove", "two")
    #expect(removed.exitCode == 0)
    #expect(removed.output.hasPrefix("Removed two: ") && removed.output.hasSuffix(" freed.\n"))
    #expect(try names() == ["latest"])
  }

  @Test("What does not exist, or cannot be done, is told with what does: exit code 2")
  func mistakes() throws {
    defer { runner.remove() }
    #expect(try runner.run(Self.short + ["--name", "one"]).exitCode == 0)
    #expect(try runner.run(Self.short + ["--seed", "2"]).exitCode == 0)
    for (arguments, message) in [
      (["runs", "99"], "no chapter"), (["runs", "remove", "onw"], "Did you mean \"one\"?"),
      (["runs", "remove", "latest"], "is the chapter's latest run"),
      (["runs", "restore", "latest"], "is the latest one of chapter 1 already"),
      (["compare", "latest", "none"], "There is no run called \"none\""),
      (["compare", "latest"], "Missing expected"),
      (["compare", "book", "book"], "Say which one is meant"),
      (["compare", "one", "latest", "--chapter", "2"], "Chapter 2 has no run called \"one\""),
      (Self.short + ["--name", "one"], "has a run called one already"),
      (Self.short + ["--name", "book"], "a meaning already"),
      (Self.short + ["--name", "../one"], "begins with a letter or digit"),
      (Self.short + ["--runs-limit", "much"], "such as 500MB"), (["runs", "frob"], "no chapter \"frob\""),
    ] {
      let result = try runner.run(arguments)
      #expect(result.exitCode == 2, "\(arguments): \(result.errors)")
      #expect(result.errors.contains(message), "\(arguments): \(result.errors)")
    }
    let variable = try runner.run(Self.short, environment: ["GANLESSONS_RUNS_LIMIT": "lots"])
    #expect(variable.exitCode == 2 && variable.errors.contains("GANLESSONS_RUNS_LIMIT=lots"))
    #expect(try names() == ["latest", "one"])
  }

  @Test("Above the limit that the environment sets, unnamed runs go, and it is said")
  func limit() throws {
    defer { runner.remove() }
    let none = ["GANLESSONS_RUNS_LIMIT": "0"]
    #expect(try runner.run(Self.short).exitCode == 0)
    let second = try runner.run(Self.short + ["--seed", "2", "--name", "two"], environment: none)
    #expect(second.errors.contains("Removed: 01-gan-theory/\(Self.name)."))
    #expect(try runner.run(Self.short, environment: none).exitCode == 0)
    #expect(try names() == ["latest", "two"])
  }

  @Test("Killed at any moment around the change of runs, nothing is lost")
  func killed() throws {
    defer { runner.remove() }
    #expect(try runner.run(Self.short + ["--name", "one"]).exitCode == 0)
    let before = try runner.files(in: "output/01-gan-theory")
    let kept = runner.folder.path + "/output/runs/01-gan-theory/one"
    let running = try runner.start(Self.short + ["--seed", "2"])
    try Runner.wait { FileManager.default.fileExists(atPath: kept) || !running.process.isRunning }
    running.signal(SIGKILL)
    _ = try running.wait()
    #expect(try runner.files(in: "output/runs/01-gan-theory/one") == before)
    // The next run begins as if nothing had been.
    #expect(try runner.run(Self.short + ["--seed", "3"]).exitCode == 0)
    #expect(try runner.files(in: "output/runs/01-gan-theory/one") == before)
  }
}
