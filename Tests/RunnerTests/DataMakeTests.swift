import Foundation
import GANKit
import Pictures
import Testing

@Suite("Sets of one's own pictures on the command line")
struct DataMakeTests {
  let runner: Runner

  init() throws { runner = try Runner() }

  private func write(_ count: Int, to folder: String = "photos", side: Int = 70) throws {
    let pictures = (0..<count).map { ("\($0).jpg", Image.made(side + $0, side, seed: $0 + 1)) }
    try runner.write(Dictionary(uniqueKeysWithValues: pictures), to: folder)
  }

  private func make(_ words: String...) throws -> Runner.Result {
    try runner.run(["data", "make"] + words)
  }

  @Test("Pairs from photos: the command that comes next trains on them")
  func pairs() throws {
    defer { runner.remove() }
    try write(8)
    let made = try make("pairs", "--task", "edges", "--from", "photos", "--to", "my sets", "--size", "72")
    #expect(made.exitCode == 0, "\(made.errors)")
    #expect(made.output.contains("run 6 --data 'my sets'\n") && made.output.contains("8 in colour"))
    #expect(made.output.contains("Isola et al. (2017)"))
    #expect(try runner.run("data", "verify", "--data", "my sets").exitCode == 0)
    let short = ["iterations=10", "judgeIterations=10", "exhibitIterations=10"].flatMap { ["--set", $0] }
    let run = try runner.run(["run", "6", "--budget", "smoke", "--json", "--data", "my sets"] + short)
    #expect(run.exitCode == 0, "\(run.errors.suffix(1500))")
    let data = try #require(try run.json()["data"] as? [String: [String: Any]])
    #expect(data["facades"]?["source"] as? String == "files")
  }

  @Test("A set that is there: exit code 2 without --force; --json prints one object")
  func force() throws {
    defer { runner.remove() }
    try write(5, to: "a")
    try write(4, to: "b")
    let command = ["data", "make", "unpaired", "--a", "a", "--b", "b", "--name", "mine", "--to", "sets"]
    let first = try runner.run(command + ["--json"])
    #expect(first.exitCode == 0, "\(first.errors)")
    let report = try first.json()
    let parts = try #require(report["parts"] as? [[String: Any]])
    #expect(parts.compactMap { $0["count"] as? Int }.reduce(0, +) == 9)
    #expect((report["pictures"] as? [String: Any])?["count"] as? Int == 9 && report["schema"] as? Int == 1)
    #expect((report["next"] as? String)?.hasSuffix(" run 7 --data sets --set dataset=mine") == true)
    // The pictures are small, and the chapter scales them to 64 pixels.
    let advice = try #require(report["advice"] as? [String])
    #expect(
      advice.contains { $0.contains("below 286 pixels were enlarged") && $0.contains("below 64 pixels") })
    let files = try runner.files(in: "sets")
    #expect(files.count == 11)

    let second = try runner.run(command)
    #expect(second.exitCode == 2 && second.errors.contains("--force"))
    #expect(try runner.run(command + ["--force", "--quiet"]).exitCode == 0)
    #expect(try runner.files(in: "sets").keys.sorted() == files.keys.sorted())
  }

  @Test("Files that cannot be read are named; exit code 3 with --strict or if none is left")
  func unreadable() throws {
    defer { runner.remove() }
    try write(3)
    try Data().write(to: runner.folder.appending(path: "photos/zero.png"))
    let faces = ["data", "make", "faces", "--from", "photos", "--to"]
    let strict = try runner.run(faces + ["sets", "--strict"])
    #expect(strict.exitCode == 3 && strict.errors.contains("zero.png"))
    #expect(!FileManager.default.fileExists(atPath: runner.folder.path + "/sets"))
    let made = try runner.run(faces + ["sets"])
    #expect(made.exitCode == 0 && made.output.contains("zero.png"), "\(made.errors)")
    #expect(made.output.contains("GANKIT_DATA=sets"))
    for index in 0..<3 { try Data().write(to: runner.folder.appending(path: "photos/\(index).jpg")) }
    let none = try runner.run(faces + ["others"])
    #expect(none.exitCode == 3 && none.errors.contains("0.jpg"))
    #expect(try runner.run("data", "make", "faces", "--from", "nowhere", "--to", "sets").exitCode == 3)
  }

  @Test(
    "What the options do not allow: exit code 2",
    arguments: [
      ["pairs", "--to", "sets"], ["pairs", "--inputs", "photos", "--to", "sets"],
      ["pairs", "--task", "edges", "--from", "photos", "--inputs", "photos", "--to", "sets"],
      ["pairs", "--task", "edges", "--labels", "4", "--from", "photos", "--to", "sets"],
      ["pairs", "--task", "shadows", "--from", "photos", "--to", "sets"],
      ["faces", "--from", "photos", "--to", "sets", "--size", "7"],
      ["faces", "--from", "photos", "--to", "sets", "--box", "1,2,3"],
      ["faces", "--from", "photos", "--to", "sets", "--box", "1,2,0,5"],
      ["faces", "--from", "photos", "--to", "photos"],
      ["split", "--from", "photos", "--to", "copy", "--test", "1"],
      ["split", "--from", "photos", "--to", "photos", "--force"],
      ["sharp", "--from", "photos", "--name", "a/b", "--to", "sets"],
    ])
  func usage(words: [String]) throws {
    defer { runner.remove() }
    try write(3)
    let result = try runner.run(["data", "make"] + words)
    #expect(result.exitCode == 2, "\(result.output) \(result.errors)")
    #expect(try runner.files(in: ".").keys.sorted() == ["photos/0.jpg", "photos/1.jpg", "photos/2.jpg"])
  }

  @Test("Copies and sharp pictures say what to type next, and the loader finds them")
  func others() throws {
    defer { runner.remove() }
    try write(6, side: 100)
    let sharp = try make("sharp", "--from", "photos", "--name", "mine", "--to", "sets")
    #expect(sharp.exitCode == 0, "\(sharp.errors)")
    #expect(sharp.output.contains(" run 8 --data sets --set train=mine-train --set test=mine-test\n"))
    let list = try runner.run("data", "verify", "--data", "sets")
    #expect(list.exitCode == 0 && list.output.contains("mine-train: 5"), "\(list.output)")
    for (words, file) in [
      (["resize", "--size", "20"], "small/0.png"), (["split", "--seed", "3"], "parted/train"),
    ] {
      let place = String(file.prefix { $0 != "/" })
      let result = try runner.run(["data", "make"] + words + ["--from", "photos", "--to", place])
      #expect(result.exitCode == 0 && result.output.contains("data make"), "\(result.errors)")
      #expect(FileManager.default.fileExists(atPath: runner.folder.path + "/" + file))
      #expect(FileManager.default.fileExists(atPath: runner.folder.path + "/reports/\(place).md"))
    }
  }

  @Test("Ctrl-C leaves nothing: exit code 130")
  func interrupted() throws {
    defer { runner.remove() }
    try write(64, side: 300)
    let running = try runner.start([
      "data", "make", "pairs", "--task", "labels", "--from", "photos", "--to", "sets", "--size", "512",
    ])
    try Runner.wait {
      FileManager.default.fileExists(atPath: runner.folder.path + "/sets/.writing-facades/.made/0")
    }
    running.signal(SIGINT)
    let result = try running.wait()
    #expect(result.exitCode == 130, "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: runner.folder.path + "/sets"))
  }
}
