import Foundation
import Testing

@Suite("For a class, on the command line", .serialized)
struct ClassroomTests {
  let runner: Runner

  init() throws { runner = try Runner() }

  @Test("next: runs the first chapter, goes on with an interrupted one as it was begun")
  func next() throws {
    defer { runner.remove() }
    let smoke = ["run", "1", "--budget", "smoke", "--pause", "--no-ask"]
    #expect(try runner.run(smoke, input: "\nq\n").exitCode == 130)
    #expect(try runner.run().output.contains("interrupted (smoke)"))
    let next = try runner.run(["next", "--budget", "quick"])
    #expect(next.exitCode == 0, "\(next.errors)")
    #expect(next.errors.contains("goes on at its own budget, smoke"))
    #expect(next.errors.contains("Resuming at step value-function"))
    #expect(try runner.run().output.contains("done (smoke)"))
    let listing = try runner.run("contents", "--json").json()
    let first = try #require((listing["chapters"] as? [[String: Any]])?.first)
    #expect((first["predictions"] as? [String: Int])?["answered"] == 0)
  }

  @Test("--seed-from: the same name gives the same seed, another one another; the name is not kept")
  func seedFromName() throws {
    defer { runner.remove() }
    func seed(_ name: String) throws -> Int? {
      let run = ["run", "2", "--budget", "smoke", "--json", "--quiet", "--seed-from", name]
      let result = try runner.run(run)
      #expect(!result.output.contains("Lovelace"))
      return try result.json()["seed"] as? Int
    }
    let ada = try #require(try seed("Ada Lovelace"))
    #expect(ada > 1)
    #expect(try seed(" ada lovelace ") == ada)
    #expect(try seed("Alan Turing") != ada)
    #expect(try runner.run("run", "2", "--seed", "3", "--seed-from", "Ada").exitCode == 2)
    #expect(try runner.run("run", "2", "--seed-from", " ").exitCode == 2)
  }

  @Test("The teacher's pages: each chapter has one; its handout holds no answers, its slides do")
  func sheets() throws {
    defer { runner.remove() }
    for chapter in 1...9 {
      let page = try runner.run("show", "\(chapter)", "--teacher")
      #expect(page.exitCode == 0, "\(page.errors)")
      for part in [
        "Goals", "50 minutes", "90 minutes", "Misconceptions", "Questions and answers",
        "What a machine needs",
      ] {
        #expect(page.output.contains(part), "\(chapter): \(part)")
      }
    }
    #expect(try runner.run("handout", "1").exitCode == 0)
    #expect(try runner.run("slides", "1", "--to", "s.html").exitCode == 0)
    func text(_ path: String) throws -> String {
      try String(contentsOf: runner.folder.appending(path: path), encoding: .utf8)
    }
    let (handout, slides) = (try text("output/handouts/01-gan-theory.html"), try text("s.html"))
    #expect(handout.contains("if <math") && handout.contains("Because:") && !handout.contains("Right:"))
    #expect(slides.contains("data:image/svg+xml;base64,") && slides.contains("Right:"))
    for page in [handout, slides] { #expect(!page.contains("http://") && !page.contains("src=\"figures")) }
  }

  @Test("class collect: one page for several folders; folders of nobody are named")
  func collect() throws {
    defer { runner.remove() }
    for (name, answer) in [("ada", "3"), ("alan", "2"), ("grace", "3")] {
      let run = try runner.run(
        ["run", "1", "--budget", "smoke", "--ask", "--seed-from", name, "--output", "class/\(name)"],
        input: "\(answer)\n")
      #expect(run.exitCode == 0, "\(run.errors)")
    }
    try FileManager.default.createDirectory(
      at: runner.folder.appending(path: "class/nobody"), withIntermediateDirectories: true)
    let folders = ["ada", "alan", "grace", "nobody"].map { "class/\($0)" }
    let result = try runner.run(["class", "collect", "--to", "class.html"] + folders)
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.errors.contains("class/nobody holds no learner's work"))
    #expect(result.output.contains("3 learners"))
    let page = try String(contentsOf: runner.folder.appending(path: "class.html"), encoding: .utf8)
    #expect(page.contains("learner 3") && !page.contains("ada") && !page.contains("grace"))
    let json = try runner.run(["class", "collect", "--json"] + folders).json()
    let questions = try #require(json["questions"] as? [[String: Any]])
    #expect(
      questions.first { $0["prediction"] as? String == "loss-at-half" }?["counts"] as? [Int] == [0, 1, 2, 0])
    #expect(try runner.run("class", "collect", "class/nobody").exitCode == 2)
  }

  @Test("diagnose: a kept run, and the folder of one; what is no run is said")
  func diagnose() throws {
    defer { runner.remove() }
    #expect(try runner.run("run", "1", "--budget", "smoke", "--quiet").exitCode == 0)
    let latest = try runner.run("diagnose", "1")
    #expect(latest.exitCode == 0 && latest.output.contains("train"), "\(latest.output)\(latest.errors)")
    let folder = try runner.run("diagnose", "output/01-gan-theory")
    #expect(folder.output == latest.output)
    #expect(try runner.run("diagnose", "1", "--json").json()["chapter"] as? String == "gan-theory")
    #expect(try runner.run("diagnose", "4").exitCode == 2)
    #expect(try runner.run("diagnose", "1", "nothing").exitCode == 2)
  }
}
