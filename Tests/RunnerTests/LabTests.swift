import Foundation
import Testing

@Suite("Labs: symptom, cause and cure", .serialized)
struct LabTests {
  let runner: Runner

  init() throws { runner = try Runner() }

  private func steps(_ record: [String: Any]) throws -> [[String: Any]] {
    try #require(record["steps"] as? [[String: Any]])
  }

  @Test("Every chapter's labs run, and go the same way: symptom, cause, cure", arguments: 1...9)
  func smoke(chapter: Int) throws {
    defer { runner.remove() }
    let result = try runner.run("lab", "\(chapter)", "--budget", "smoke", "--json")
    #expect(result.exitCode == 0, "\(result.errors.suffix(2000))")
    let ids = try steps(result.json()).compactMap { $0["id"] as? String }
    #expect(ids.count >= 6 && ids.count.isMultiple(of: 3))
    for start in stride(from: 0, to: ids.count, by: 3) {
      #expect(Array(ids[start + 1..<start + 3]) == ["\(ids[start])-cause", "\(ids[start])-cure"])
    }
  }

  @Test(
    "Chapter 1 with three seeds: the library names the cause first, and finds nothing after the cure",
    arguments: 1...3)
  func diagnosis(seed: Int) throws {
    defer { runner.remove() }
    let result = try runner.run("lab", "1", "--seed", "\(seed)", "--json")
    #expect(result.exitCode == 0, "\(result.errors.suffix(2000))")
    let found = try steps(result.json()).reduce(into: [String: [String]]()) { found, step in
      let health = (step["health"] as? [[String: Any]])?.first
      found[step["id"] as? String ?? ""] = (health?["findings"] as? [[String: Any]])?.compactMap {
        $0["kind"] as? String
      }
    }
    #expect(found["fleeing-points"] == nil, "the symptom is shown without a diagnosis")
    #expect(found["fleeing-points-cause"]?.first == "D the wrong way round")
    #expect(found["falling-loss-cause"]?.first == "wrong sign")
    #expect(found["fleeing-points-cure"] == [] && found["falling-loss-cure"] == [])
    // `diagnose` says the same of the kept run, with the command for the same labs.
    let diagnosis = try runner.run("diagnose", "gan-theory-labs")
    #expect(diagnosis.output.contains("wrong sign") && diagnosis.output.contains("fleeing-points-cure"))
  }

  @Test("A cause that is named is locked, and stands beside the diagnosis")
  func prediction() throws {
    defer { runner.remove() }
    let result = try runner.run(["lab", "1", "--ask", "--budget", "smoke"], input: "1\n2\n")
    #expect(result.exitCode == 0, "\(result.errors)")
    let file = runner.folder.appending(path: "output/predictions/01-gan-theory-labs/both-losses-zero.json")
    let locked = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
    #expect(locked?["answer"] as? Int == 1)
    let list = try runner.run("lab", "--json").json()
    let first = try #require((list["chapters"] as? [[String: Any]])?.first)
    #expect(
      first["named"] as? Int == 2 && first["causes"] as? Int == 2 && first["status"] as? String == "done")
    #expect((first["labs"] as? [String])?.first == "Both losses fall to zero")
  }

  @Test("With the setting that mends it, the symptom is gone from the first step on")
  func remedy() throws {
    defer { runner.remove() }
    let words = ["lab", "1", "--only", "fleeing-points", "--set", "targets=right", "--json"]
    let record = try runner.run(words).json()
    let metrics = try #require(try steps(record).first?["metrics"] as? [String: Double])
    #expect(try #require(metrics["lossD"]) > 1)
  }

  @Test("Two pages of labs with the same number are named, not left out")
  func sameNumber() throws {
    defer { runner.remove() }
    let home = runner.folder.appending(path: "home")
    for folder in ["chapters", "labs"] {
      try FileManager.default.createDirectory(
        at: home.appending(path: folder), withIntermediateDirectories: true)
    }
    let repository = URL(filePath: Runner.repositoryPath)
    for (from, to) in [
      ("chapters/01-gan-theory.md", "chapters/01-gan-theory.md"),
      ("labs/01-gan-theory-labs.md", "labs/01-gan-theory-labs.md"),
      ("labs/01-gan-theory-labs.md", "labs/01-other-labs.md"),
    ] {
      try FileManager.default.copyItem(at: repository.appending(path: from), to: home.appending(path: to))
    }
    let result = try runner.run(["lab"], environment: ["GANLESSONS_HOME": home.path])
    #expect(result.exitCode == 2 && result.errors.contains("the same number"), "\(result.errors)")
  }

  @Test("What cannot be meant is said")
  func usage() throws {
    defer { runner.remove() }
    for (words, part) in [
      (["lab", "99"], "there is no chapter"), (["lab", "1", "2"], "Give one chapter"),
      (["lab", "--seed", "2"], "--seed"),
      (["lab", "1", "--set", "targets=left"], "one of exchanged, right"),
      (["lab", "1", "--only", "nothing"], "no step \"nothing\""),
    ] {
      let result = try runner.run(words)
      #expect(result.exitCode == 2 && result.errors.contains(part), "\(words): \(result.errors)")
    }
    let first = try runner.run("lab")
    #expect(first.exitCode == 0 && first.output.contains("Next:"))
  }
}
