import Foundation
import Testing

@Suite("Commands that run nothing")
struct CommandTests {
  let runner: Runner

  init() throws { runner = try Runner() }

  @Test("Without a command: the contents, and the next command")
  func contents() throws {
    defer { runner.remove() }
    let result = try runner.run()
    #expect(result.exitCode == 0)
    #expect(result.output.contains("not run"))
    #expect(result.output.contains(" run 1\n"))
    #expect(result.errors.isEmpty)
    #expect(try runner.run("contents").output == result.output)
  }

  @Test("contents --json")
  func contentsJSON() throws {
    defer { runner.remove() }
    let json = try runner.run("contents", "--json").json()
    let chapters = try #require(json["chapters"] as? [[String: Any]])
    #expect(chapters.map { $0["number"] as? Int } == Array(1...chapters.count))
    #expect(chapters.first?["slug"] as? String == "gan-theory")
    #expect(chapters.allSatisfy { $0["status"] as? String == "not run" })
    #expect(chapters.allSatisfy { $0["hasLesson"] as? Bool == true })
    #expect(chapters.allSatisfy { ($0["steps"] as? [String])?.isEmpty == false })
    #expect((json["next"] as? String)?.hasSuffix(" run 1") == true)
    #expect(try runner.run("--json").json()["chapters"] != nil)
    #expect(try runner.run("--json", "contents").json()["chapters"] != nil)
  }

  @Test(
    "--version and --help, everywhere", arguments: [[], ["run"], ["show"], ["data", "verify"], ["doctor"]])
  func versionAndHelp(_ command: [String]) throws {
    defer { runner.remove() }
    let version = try runner.run(command + ["--version"])
    #expect(version.exitCode == 0)
    #expect(version.output.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
    let help = try runner.run(command + ["--help"])
    #expect(help.exitCode == 0)
    #expect(help.output.contains("USAGE:"))
    #expect(help.errors.isEmpty)
  }

  @Test(
    "What does not exist: exit code 2, and what to type instead, on standard error",
    arguments: [
      (["frob"], "no command \"frob\""), (["shwo", "1"], "Did you mean \"show\"?"),
      (["--frobnicate"], "Unknown option"), (["show"], "Missing expected argument"),
      (["show", "99"], "no chapter \"99\""), (["run", "gan-teory"], "Did you mean \"gan-theory\"?"),
      (["run", "1", "--budget", "huge"], "'quick', 'standard' or 'full'"),
      (["run", "1", "--threads", "0"], "from 1 to 1024"), (["run", "1", "--seed", "-3"], "--seed"),
      (["run", "1", "--all"], "not both"), (["run", "1", "--from", "a", "--only", "b"], "not both"),
      (["run", "--all", "--only", "a"], "name that chapter alone"),
      (["run", "1", "--only", "no-such-step"], "Its steps are:"),
      (["run", "vanilla-gan", "--set", "stpes=3"], "Did you mean \"steps\"?"),
      (["run", "vanilla-gan", "--set", "steps=many"], "an integer from"),
      (["run", "vanilla-gan", "--set", "steps=-1"], "an integer from"),
      (["run", "vanilla-gan", "--set", "steps"], "NAME=VALUE"),
      (["run", "1", "--from", "*last*"], "Run:\n"), (["contents", "--color", "pink"], "always"),
    ])
  func usage(_ arguments: [String], _ message: String) throws {
    defer { runner.remove() }
    let contents = try #require(runner.run("contents", "--json").json()["chapters"] as? [[String: Any]])
    let last = try #require((contents[0]["steps"] as? [String])?.last)
    let result = try runner.run(arguments.map { $0 == "*last*" ? last : $0 })
    #expect(result.exitCode == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("error: "))
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test("show: by number, slug or file name; the settings with their defaults; nothing is written")
  func show() throws {
    defer { runner.remove() }
    let byNumber = try runner.run("show", "3")
    #expect(byNumber.exitCode == 0)
    #expect(try runner.run("show", "vanilla-gan").output == byNumber.output)
    #expect(try runner.run("show", "03-vanilla-gan").output == byNumber.output)
    #expect(byNumber.output.contains("Settings"))
    #expect(byNumber.output.contains("learningRate"))
    #expect(!byNumber.output.contains("<!--"))

    let json = try runner.run("show", "vanilla-gan", "--json").json()
    let settings = try #require(json["settings"] as? [[String: Any]])
    let steps = try #require(settings.first { $0["name"] as? String == "steps" })
    let defaults = try #require(steps["defaults"] as? [String: Int])
    #expect(Set(defaults.keys) == ["quick", "standard", "full"])
    #expect(defaults["quick"]! < defaults["standard"]!)
    #expect(!FileManager.default.fileExists(atPath: runner.folder.path + "/output"))
  }

  @Test("Colours: none in a pipe, always on request, never against NO_COLOR unless on request")
  func colours() throws {
    defer { runner.remove() }
    let escape = "\u{1B}"
    #expect(try !runner.run("show", "1").output.contains(escape))
    #expect(try runner.run("show", "1", "--color", "always").output.contains(escape))
    #expect(try runner.run("--color=always", "show", "1").output.contains(escape))
    #expect(try !runner.run("show", "1", "--color", "never").output.contains(escape))
    #expect(
      try !runner.run(["show", "1"], environment: ["NO_COLOR": "1", "TERM": "xterm"]).output.contains(escape))
    #expect(try runner.run("run", "99", "--color", "always").errors.hasPrefix(escape))
  }

  @Test("COLUMNS decides how wide the contents are", arguments: [50, 80, 120])
  func columns(_ width: Int) throws {
    defer { runner.remove() }
    let result = try runner.run([], environment: ["COLUMNS": "\(width)"])
    let table = result.output.split(separator: "\n").filter { $0.contains("│") }
    #expect(!table.isEmpty)
    #expect(table.allSatisfy { $0.count <= width })
  }

  @Test("Outside of the repository, a sentence says what to do")
  func noChapters() throws {
    defer { runner.remove() }
    let result = try runner.run(["contents"], environment: ["GANLESSONS_HOME": runner.folder.path])
    #expect(result.exitCode == 2)
    #expect(result.errors.contains("GANLESSONS_HOME"))
  }

  @Test("An engine that does not exist is a mistake in usage")
  func unknownEngine() throws {
    defer { runner.remove() }
    let result = try runner.run([], environment: ["GANKIT_CONVOLUTION": "fast"])
    #expect(result.exitCode == 2)
    #expect(result.errors.contains("\"fast\"") && result.errors.contains("gemm, onednn or fastest"))
  }

  @Test("doctor: machine, engine, libraries, folders, data, calibration")
  func doctor() throws {
    defer { runner.remove() }
    let result = try runner.run("doctor", "--json")
    #expect(result.exitCode == 0)
    let json = try result.json()
    let engine = try #require(json["engine"] as? String)
    #expect(engine.contains("OpenBLAS") || engine.contains("oneDNN"))
    #expect((json["libraries"] as? [String: String])?.keys.contains("libpng") == true)
    let speed = try #require(json["calibration"] as? [String: Double])
    #expect(speed["matrixGigaflops"]! > 0.1 && speed["memoryGigabytes"]! > 0.1)
    #expect((json["estimates"] as? [[String: Any]])?.isEmpty == false)
    #expect(!FileManager.default.fileExists(atPath: runner.folder.path + "/output"))

    let unwritable = try runner.run("doctor", "--output", "/dev/null/runs")
    #expect(unwritable.exitCode == 4)
    #expect(unwritable.output.contains("/dev/null/runs"))
  }

  @Test("The chapters show the code that runs, and lessons and chapters have the same steps")
  func authorCheck() throws {
    defer { runner.remove() }
    let result = try runner.run("author", "check")
    #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
    let json = try runner.run("author", "check", "--json").json()
    #expect((json["findings"] as? [Any])?.isEmpty == true)
  }
}
