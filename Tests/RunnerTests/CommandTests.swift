import Foundation
import GANKit
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
      (["run", "1", "--threads", "0"], "from 1 to 1024"),
      (["run", "1", "--threads", "-4"], "from 1 to 1024"),
      (
        ["run", "1", "--seed", "-3"],
        "'-3' is invalid for '--seed <seed>': expected a whole number from 0 to 18446744073709551615"
      ),
      (["run", "1", "--seed=x"], "expected a whole number"), (["3"], " run 3\n"),
      (["vanilla-gan"], " show 3\n"),
      (["data", "verfy"], "Did you mean \"verify\"?"), (["author", "chek"], "Did you mean \"check\"?"),
      (["run", "vanilla-gan", "--set", "lr=0.1"], "Did you mean \"learningRate\"?"),
      (["run", "1", "--output", "a file"], "a file, not a folder"),
      (["run", "1", "--all"], "not both"), (["run", "1", "--from", "a", "--only", "b"], "not both"),
      (["run", "--all", "--only", "a"], "give only that chapter"),
      (["run", "1", "--only", "no-such-step"], "Its steps are:"),
      (["run", "vanilla-gan", "--set", "iteratons=3"], "Did you mean \"iterations\""),
      (["run", "vanilla-gan", "--set", "iterations=many"], "an integer from"),
      (["run", "vanilla-gan", "--set", "iterations=-1"], "an integer from"),
      (["run", "vanilla-gan", "--set", "steps=-1"], "iterations is an integer from"),
      (["run", "vanilla-gan", "--set", "iterations"], "NAME=VALUE"),
      (["run", "1", "--from", "*last*"], "Run:\n"), (["contents", "--color", "pink"], "always"),
      (["--color", "pink", "contents"], "always"), (["--color", "never", "shwo"], "Did you mean \"show\"?"),
      (["doctor", "--threads", "0"], "from 1 to 1024"), (["run", "1", "--threads"], "Missing value"),
    ])
  func usage(_ arguments: [String], _ message: String) throws {
    defer { runner.remove() }
    let contents = try #require(runner.run("contents", "--json").json()["chapters"] as? [[String: Any]])
    let last = try #require((contents[0]["steps"] as? [String])?.last)
    try Data().write(to: runner.folder.appending(path: "a file"))
    let words = arguments.map { $0 == "*last*" ? last : $0 }
    let json = try runner.run(words + ["--json"]).json()
    #expect(json["schema"] as? Int == 1)
    let content = try #require(json["error"] as? [String: Any])
    #expect(content["code"] as? Int == 2 && (content["message"] as? String)?.isEmpty == false)
    let result = try runner.run(words)
    #expect(result.exitCode == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("error: "))
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test("A value that a setting cannot have is reported once, with what it can have; nothing runs")
  func settingRefused() throws {
    defer { runner.remove() }
    for (override, legal) in [
      ("batchSize=1", "batchSize is an integer from 2 to 1024"),
      ("learningRate=0.5", "learningRate is a number from 1e-06 to 0.1"),
    ] {
      let result = try runner.run("run", "3", "--set", override)
      #expect(result.exitCode == 2)
      #expect(result.output.isEmpty)
      #expect(result.errors.ranges(of: legal).count == 1, "\(result.errors)")
    }
    let choice = try runner.run("run", "8", "--set", "design=heavy")
    #expect(choice.exitCode == 2)
    #expect(choice.errors.ranges(of: "design is one of paper, light").count == 1, "\(choice.errors)")
    #expect(!FileManager.default.fileExists(atPath: runner.folder.path + "/output"))
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
    let steps = try #require(settings.first { $0["name"] as? String == "iterations" })
    let defaults = try #require(steps["defaults"] as? [String: Int])
    #expect(Set(defaults.keys) == ["quick", "standard", "full"])
    #expect(defaults["quick"]! < defaults["standard"]!)
    #expect(!FileManager.default.fileExists(atPath: runner.folder.path + "/output"))
  }

  @Test("show glossary: a page that is no chapter")
  func showPage() throws {
    defer { runner.remove() }
    let result = try runner.run("show", "glossary")
    #expect(result.exitCode == 0)
    #expect(result.output.contains("mode collapse"))
    #expect(!result.output.contains("<!--"))
    #expect(
      (try runner.run("show", "glossary", "--json").json()["markdown"] as? String)?.hasPrefix("# ") == true)
    #expect(try runner.run("show", "glosary").exitCode == 2)
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

  @Test("COLUMNS decides how wide the contents are", arguments: [40, 50, 80, 120])
  func columns(_ width: Int) throws {
    defer { runner.remove() }
    let result = try runner.run([], environment: ["COLUMNS": "\(width)", "GANLESSONS_COMMAND": "./learn"])
    // Paths stay whole.
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= width || $0.hasPrefix("/") })
    #expect(result.output.contains("No chapter has been run yet"))
    #expect(result.output.contains("\n\(runner.folder.path)/output\n"))
    guard width >= 80 else {
      #expect(result.output.hasPrefix("1  Two players\n   not run, reading "))
      return
    }
    let table = result.output.split(separator: "\n").filter { $0.contains("│") }
    #expect(!table.isEmpty)
    #expect(table.allSatisfy { $0.count <= width })
  }

  @Test("Every object of --json has the version of its format")
  func schemas() throws {
    defer { runner.remove() }
    for command in [["contents"], ["show", "1"], ["data"], ["data", "verify"], ["author", "check"]] {
      #expect(try runner.run(command + ["--json"]).json()["schema"] as? Int == 1, "\(command)")
    }
  }

  @Test("A folder that is a file, and a variable that names nothing, are told")
  func wrongFolders() throws {
    defer { runner.remove() }
    try Data().write(to: runner.folder.appending(path: "file"))
    let named = try runner.run("data", "--data", "file")
    #expect(named.exitCode == 3)
    #expect(named.errors.contains("found: a file"))
    for command in [["data"], ["data", "verify"], ["run", "1", "--only", "nothing"]] {
      let result = try runner.run(command, environment: ["GANKIT_DATA": "no/where"])
      #expect(result.errors.contains("warning: GANKIT_DATA names no/where, which is not there."))
      #expect(try !runner.run(command).errors.contains("GANKIT_DATA"))
    }
  }

  @Test("Commands that are suggested can be typed: paths with spaces are quoted")
  func quoting() throws {
    defer { runner.remove() }
    let result = try runner.run(
      ["--output", "my runs"], environment: ["GANLESSONS_COMMAND": "/home/an other/learn"])
    #expect(result.output.contains("Next: '/home/an other/learn' run 1 --output 'my runs'\n"))
  }

  @Test("Settings: a list where a table has no room; values of one budget on request")
  func settingsList() throws {
    defer { runner.remove() }
    func settings(_ width: Int, _ options: String...) throws -> [Substring] {
      let text = try runner.run(["show", "3"] + options, environment: ["COLUMNS": "\(width)"]).output
      return Array(text.split(separator: "\n").drop { $0 != "Settings" })
    }
    let described = try runner.run("show", "3", "--json").json()
    let all = try #require(described["settings"] as? [[String: Any]])
    let iterations = try #require(all.first { $0["name"] as? String == "iterations" })
    let defaults = try #require(iterations["defaults"] as? [String: Int])
    let (quick, full) = (try #require(defaults["quick"]), try #require(defaults["full"]))
    for width in [40, 60, 80] {
      let lines = try settings(width)
      #expect(lines.allSatisfy { $0.count <= width && !$0.contains("│") })
      #expect(lines.contains { $0.hasPrefix("iterations  \(quick) (quick)") })
    }
    #expect(try settings(80).contains("    an integer from 10 to 1000000"))
    #expect(try settings(80, "--budget", "quick").contains("iterations  \(quick)"))
    #expect(try settings(130).contains { $0.contains("iterations") && $0.contains("│  \(full) │") })
  }

  @Test("At 40 columns no word is cut that need not be")
  func narrow() throws {
    defer { runner.remove() }
    func words(_ width: Int, _ command: [String]) throws -> Set<Substring> {
      let text = try runner.run(command, environment: ["COLUMNS": "\(width)"]).output
      return Set(text.split { !$0.isLetter })
    }
    for command in [[], ["show", "3"], ["show", "5"]] {
      #expect(try words(40, command).subtracting(try words(200, command)) == [], "\(command)")
    }
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
    #expect(
      result.errors.contains("\"fast\"")
        && result.errors.contains("gemm, onednn, fastest or direct"))
  }

  @Test("doctor: machine, engine, libraries, folders, data, calibration")
  func doctor() throws {
    defer { runner.remove() }
    let result = try runner.run("doctor", "--json")
    #expect(result.exitCode == 0)
    let json = try result.json()
    let engine = try #require(json["engine"] as? String)
    #expect(engine.contains("OpenBLAS") || engine.contains("oneDNN"))
    let libraries = json["libraries"] as? [String: String]
    #expect(libraries?.keys.contains("libpng") == true)
    #expect(libraries?["libwebp"]?.split(separator: ".").count == 3)
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
