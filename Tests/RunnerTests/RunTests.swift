import Foundation
import GANKit
import Testing

/// Runs of whole chapters at smoke budget, as processes.
@Suite("Runs on the command line", .serialized)
struct RunTests {
  static let smoke = ["run", "gan-theory", "--budget", "smoke"]
  static let folder = "output/01-gan-theory"
  let runner: Runner

  init() throws { runner = try Runner() }

  @Test("Into a pipe: the chapter and its results, plain; files as run.json lists them")
  func plain() throws {
    defer { runner.remove() }
    let result = try runner.run(Self.smoke)
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(!(result.output + result.errors).contains("\u{1B}"))
    #expect(!result.output.contains("\r") && !result.errors.contains("\r"))
    #expect(result.output.contains("Next: "))
    let files = try runner.files(in: Self.folder)
    let record = try #require(
      JSONSerialization.jsonObject(with: files["run.json"] ?? Data()) as? [String: Any])
    let steps = try #require(record["steps"] as? [[String: Any]])
    let figures = try steps.flatMap { try #require($0["figures"] as? [String]) }
    #expect(!figures.isEmpty)
    for figure in figures {
      let start: [UInt8] = figure.hasSuffix(".svg") ? Array("<svg ".utf8) : [0x89, 0x50, 0x4E, 0x47]
      #expect(files[figure]?.starts(with: start) == true, "\(figure)")
    }
    #expect(Set(figures) == Set(files.keys.filter { $0.hasPrefix("figures/") }))
    #expect(try runner.run().output.contains("done (smoke)"))
    #expect(try runner.run("contents", "--json").json()["next"].map { "\($0)" }?.hasSuffix(" run 2") == true)
  }

  @Test(
    "contents: stale with its reason where figures are gone, mixed where parts differ; prose changes nothing")
  func staleness() throws {
    defer { runner.remove() }
    #expect(try runner.run(Self.smoke + ["--quiet"]).exitCode == 0)
    func chapter(_ environment: [String: String] = [:]) throws -> [String: Any] {
      let listing = try runner.run(["contents", "--json"], environment: environment).json()
      return try #require((listing["chapters"] as? [[String: Any]])?.first)
    }
    #expect(try chapter()["status"] as? String == "done")

    // The same chapters with one sentence more, and the sources beside them.
    let home = URL(filePath: Runner.repositoryPath)
    let copy = runner.folder.appending(path: "copy", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: home.appending(path: "chapters"), to: copy.appending(path: "chapters"))
    try FileManager.default.copyItem(at: home.appending(path: "Sources"), to: copy.appending(path: "Sources"))
    let elsewhere = ["GANLESSONS_HOME": copy.path]
    let text = copy.appending(path: "chapters/01-gan-theory.md")
    try Data((String(contentsOf: text, encoding: .utf8) + "\nOne sentence more.\n").utf8).write(to: text)
    #expect(try chapter(elsewhere)["status"] as? String == "done")
    let code = copy.appending(path: "Sources/GANKit/Tensor/Shape.swift")
    try Data((String(contentsOf: code, encoding: .utf8) + "\nlet more = 1\n").utf8).write(to: code)
    #expect(try chapter(elsewhere)["status"] as? String == "stale")
    #expect(try chapter(elsewhere)["reasons"] as? [String] == ["the library's code has changed"])

    let figure = try #require(runner.files(in: Self.folder).keys.filter { $0.hasPrefix("figures/") }.min())
    try FileManager.default.removeItem(at: runner.folder.appending(path: "\(Self.folder)/\(figure)"))
    #expect(try chapter()["status"] as? String == "stale")
    #expect((try chapter()["reasons"] as? [String])?.first?.hasPrefix("\(figure) is gone") == true)
    #expect(try runner.run().output.contains("Chapter 1 is stale: \(figure) is gone"))

    #expect(try runner.run(Self.smoke + ["--quiet", "--only", "two-players", "--seed", "2"]).exitCode == 0)
    #expect((try chapter()["parts"] as? [String])?.first == "seed 2: two-players")
    #expect(try runner.run().output.contains("mixed"))
  }

  @Test("--json: the content of run.json, and nothing else on standard output")
  func json() throws {
    defer { runner.remove() }
    let result = try runner.run(Self.smoke + ["--json", "--quiet", "--output", "my runs"])
    #expect(result.exitCode == 0)
    #expect(result.errors.isEmpty)
    let onDisk = try String(
      contentsOf: runner.folder.appending(path: "my runs/01-gan-theory/run.json"), encoding: .utf8)
    #expect(result.output == onDisk)
  }

  @Test("Interrupted and resumed, a run ends in the same bits; meanwhile nobody else may write its folder")
  func interruptions() throws {
    defer { runner.remove() }
    let straight = Self.smoke + ["--output", "straight"]
    #expect(try runner.run(straight).exitCode == 0)

    var interruptions = 0
    for (attempt, delay) in [50_000, 400_000, 900_000].enumerated() {
      let running = try runner.start(Self.smoke)
      let file = runner.folder.path + "/\(Self.folder)/run.json"
      try Runner.wait { FileManager.default.fileExists(atPath: file) || !running.process.isRunning }
      usleep(UInt32(delay))
      if attempt == 0, running.process.isRunning {
        let other = try runner.run(Self.smoke)
        #expect(other.exitCode == 2)
        #expect(other.errors.contains("process \(running.id)"))
      }
      running.signal(attempt == 1 ? SIGTERM : SIGINT)
      let asked = Date()
      let result = try running.wait()
      #expect([0, 130].contains(result.exitCode), "\(result.errors)")
      guard result.exitCode == 130 else { break }
      interruptions += 1
      #expect(Date().timeIntervalSince(asked) < 3)
      #expect(result.errors.contains("Interrupted in step") || result.errors.contains("Stopped before step"))
      #expect(try runner.run().output.contains("interrupted (smoke)"))
    }
    #expect(interruptions > 0)
    #expect(try runner.run(Self.smoke).exitCode == 0)

    func results(_ path: String) throws -> [String: Data] {
      try runner.files(in: path).filter { $0.key != "run.json" }
    }
    let (expected, found) = (try results("straight/01-gan-theory"), try results(Self.folder))
    #expect(expected.keys.sorted() == found.keys.sorted())
    for (path, bytes) in expected { #expect(found[path] == bytes, "\(path)") }
  }

  @Test("--pause: the question stands before the step; q stops without an error; the run can go on")
  func pauses() throws {
    defer { runner.remove() }
    let refused = try runner.run(Self.smoke + ["--pause", "--no-ask"], input: "q\n")
    #expect(refused.exitCode == 130)
    #expect(!refused.output.contains("figures/two-players"))
    #expect(try runner.run().output.contains("not run"))

    let stopped = try runner.run(Self.smoke + ["--pause", "--no-ask"], input: "\nq\n")
    #expect(stopped.exitCode == 130)
    #expect(stopped.errors.contains("Enter"))
    #expect(stopped.errors.contains("Stopped before step value-function. Go on with:\n"))
    #expect(!stopped.errors.contains("error"))
    #expect(try runner.run().output.contains("interrupted (smoke)"))

    let ended = try runner.run(Self.smoke + ["--pause", "--no-ask"])
    #expect(ended.exitCode == 0)
    #expect(ended.errors.contains("Resuming at step value-function"))
    // Of eight steps one is done. Nothing waits after the last one.
    #expect(ended.errors.components(separatedBy: "Enter: go on").count - 1 == 7)
  }

  @Test("--ask: an answer is locked before the step, stands beside the outcome, and is not asked for again")
  func asks() throws {
    defer { runner.remove() }
    // No answer, a line that is none, an answer; then the end of the input.
    let first = try runner.run(Self.smoke + ["--ask"], input: "9\n3\n")
    #expect(first.exitCode == 0, "\(first.errors)")
    #expect(first.errors.contains("Expected a number from 1 to 4, found \"9\"."))
    #expect(first.errors.contains("Locked. Your answer will stand beside the outcome: 3: 2 ln 2 = 1.386\n"))
    #expect(first.output.contains("You answered 3, before the run ("))
    let file = runner.folder.appending(path: "output/predictions/01-gan-theory/loss-at-half.json")
    let bytes = try Data(contentsOf: file)

    let again = try runner.run(Self.smoke + ["--ask", "--restart"], input: "1\n")
    #expect(again.errors.contains("You answered 3: 2 ln 2 = 1.386 ("))
    #expect(try Data(contentsOf: file) == bytes)
    // What was asked next has the answer 1 now, given with the results at hand.
    #expect(again.output.contains("You answered 1, with the results at hand ("))

    let stopped = try runner.run(["run", "2", "--budget", "smoke", "--ask"], input: "q\n")
    #expect(stopped.exitCode == 130 && stopped.errors.contains("Stopped before step"))
    let quiet = try runner.run(["run", "2", "--budget", "smoke"], input: "1\n")
    #expect(quiet.exitCode == 0 && !quiet.errors.contains("Your prediction"))
  }

  @Test("Of several chapters, those that are done in the same way are skipped; --restart runs them again")
  func skipping() throws {
    defer { runner.remove() }
    let one = ["--budget", "smoke"]
    #expect(try runner.run(["run", "1"] + one).exitCode == 0)
    let both = try runner.run(["run", "1", "2"] + one)
    #expect(both.exitCode == 0, "\(both.errors)")
    let text = both.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("Chapter 1: done already, skipped (run it again with: "))
    #expect(text.contains("run gan-theory --budget smoke --restart)"))
    #expect(text.contains("Chapter 2: done, in"))

    let json = try runner.run(["run", "1", "2", "--json"] + one)
    let list = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(list.map { $0["chapter"] as? String } == ["gan-theory", "ideal-discriminator"])
    #expect(list.allSatisfy { $0["schema"] as? Int == 1 })
    let otherSeed = try runner.run(["run", "1", "2", "--quiet", "--seed", "2"] + one)
    #expect(!otherSeed.output.contains("skipped"))
    let anew = try runner.run(["run", "1", "2", "--quiet", "--seed", "2", "--restart"] + one)
    #expect(!anew.output.contains("skipped") && anew.output.contains("Chapter 1: done, in"))
  }

  @Test("run --all, interrupted: the command that goes on with all, and it does")
  func interruptedAll() throws {
    defer { runner.remove() }
    let all = ["run", "--all", "--budget", "smoke"]
    let running = try runner.start(all)
    let first = runner.folder.appending(path: "output/01-gan-theory/run.json")
    try Runner.wait {
      let record = (try? Data(contentsOf: first)).flatMap { try? JSONSerialization.jsonObject(with: $0) }
      return (record as? [String: Any])?["status"] as? String == "done" || !running.process.isRunning
    }
    running.signal(SIGINT)
    let result = try running.wait()
    #expect(result.exitCode == 130)
    #expect(result.errors.contains("run --all --budget smoke\n"), "\(result.errors)")
    #expect(!result.errors.contains("Enter: go on"))
    let again = try runner.start(all)
    let fourth = runner.folder.path + "/output/04-dcgan/run.json"
    try Runner.wait { FileManager.default.fileExists(atPath: fourth) || !again.process.isRunning }
    again.signal(SIGINT)
    #expect(try again.wait().output.contains("Chapter 1: done already, skipped"))
  }

  @Test(
    "Two chapters in one command: computed at the same time, told one after the other, with the bits of each alone"
  )
  func together() throws {
    defer { runner.remove() }
    let budget = ["--budget", "smoke"]
    let together = try runner.run(["run", "1", "2"] + budget + ["--output", "together"])
    #expect(together.exitCode == 0, "\(together.errors)")
    var alone = ""
    for (number, folder) in [("1", "01-gan-theory"), ("2", "02-ideal-discriminator")] {
      alone += try runner.run(["run", number] + budget + ["--output", "single"]).output
      let (found, expected) = try (
        runner.files(in: "together/\(folder)"), runner.files(in: "single/\(folder)")
      )
      #expect(found.keys.sorted() == expected.keys.sorted())
      for (path, bytes) in expected where path != "run.json" { #expect(found[path] == bytes, "\(path)") }
      let record = try JSONSerialization.jsonObject(with: found["run.json"] ?? Data()) as? [String: Any]
      #expect(record?["besideOthers"] as? Bool == (Machine.cores > 1 ? true : nil))
    }
    #expect(together.output.ranges(of: "smoke budget, which is for tests").count == 1)
    // The same text in the same order, but for what names the folder, says how long it took or what comes next, and the
    // note that is given once for each command.
    func lines(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter { line in
        !line.hasPrefix("▌")
          && !["together/", "single/", "done, in", "alongside", "Next: "].contains { line.contains($0) }
      }
    }
    #expect(lines(together.output) == lines(alone))
  }

  @Test(
    "A chapter that cannot be run ends the command: what comes before it is done, what had begun after it is stopped"
  )
  func unfinished() throws {
    defer { runner.remove() }
    func obstruct(_ folder: String, in output: String) throws {
      let output = runner.folder.appending(path: output, directoryHint: .isDirectory)
      try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
      try Data().write(to: output.appending(path: folder))
    }
    try obstruct("02-ideal-discriminator", in: "second")
    let second = try runner.run("run", "1", "2", "3", "--budget", "smoke", "--output", "second")
    #expect(second.exitCode == 4)
    #expect(second.output.contains("Chapter 1: done"))
    #expect(!second.output.contains("Chapter 3"))
    #expect(second.errors.contains("02-ideal-discriminator"))

    // Found only when the chapter writes its first results.
    let metrics = runner.folder.appending(
      path: "first/01-gan-theory/metrics.csv", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: metrics, withIntermediateDirectories: true)
    let first = try runner.run("run", "1", "2", "--budget", "smoke", "--output", "first", "--json")
    #expect(first.exitCode == 4)
    let results = try JSONSerialization.jsonObject(with: Data(first.output.utf8)) as? [[String: Any]]
    #expect(results?.count == 1)
    #expect(!first.errors.contains("Interrupted"))
    if Machine.cores > 1 {
      #expect(
        first.errors.contains("stopped and saved: Chapter 2")
          && first.errors.contains("Run the same command again"),
        "\(first.errors)")
    }
  }

  @Test("A chapter that is named twice is run once")
  func twice() throws {
    defer { runner.remove() }
    let result = try runner.run("run", "2", "ideal-discriminator", "--budget", "smoke")
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.output.contains("Chapter 2: done already, skipped"))
    let bytes = try runner.files(in: "output/02-ideal-discriminator")["run.json"] ?? Data()
    let record = try JSONSerialization.jsonObject(with: bytes) as? [String: Any]
    #expect(record?["besideOthers"] == nil)
  }

  @Test("A chapter that reports how long things take runs by itself")
  func byItself() throws {
    defer { runner.remove() }
    #expect(try runner.run("run", "8", "9", "2", "--budget", "smoke", "--quiet").exitCode == 0)
    for folder in ["08-srgan", "09-generative-models", "02-ideal-discriminator"] {
      let bytes = try runner.files(in: "output/\(folder)")["run.json"] ?? Data()
      let record = try JSONSerialization.jsonObject(with: bytes) as? [String: Any]
      #expect(record?["status"] as? String == "done")
      #expect(record?["besideOthers"] == nil, "\(folder)")
    }
  }

  @Test("A folder that cannot be written: exit code 4, and the folder is named")
  func unwritable() throws {
    defer { runner.remove() }
    let result = try runner.run(Self.smoke + ["--output", "/dev/null/runs"])
    #expect(result.exitCode == 4)
    #expect(result.errors.contains("/dev/null"))
  }

  @Test("--quiet: results without the chapter")
  func quiet() throws {
    defer { runner.remove() }
    let result = try runner.run(Self.smoke + ["--quiet"])
    #expect(result.exitCode == 0)
    #expect(result.errors.isEmpty)
    #expect(result.output.contains("\(Self.folder)/figures/"))
    let chapter = try runner.run("show", "gan-theory").output
    let paragraph = try #require(chapter.split(separator: "\n").first { $0.count > 60 })
    #expect(!result.output.contains(paragraph))
  }
}
