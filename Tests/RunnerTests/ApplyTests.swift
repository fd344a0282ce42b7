import Foundation
import Pictures
import Testing

/// `apply` and `export` as processes.
@Suite("What was trained, used", .serialized)
struct ApplyTests {
  let runner: Runner

  init() throws { runner = try Runner() }

  private func picture(_ path: String) throws -> Image {
    try ImageFile.read(runner.folder.appending(path: path))
  }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: runner.folder.appending(path: path).path)
  }

  @Test("Chapter 6 translates files and folders; what cannot be read is named, the others go on")
  func translation() throws {
    defer { runner.remove() }
    #expect(try runner.run("apply", "6", "a.png").exitCode == 2, "no run is there")
    let run = try runner.run([
      "run", "6", "--budget", "smoke", "--set", "iterations=10", "--set", "judgeIterations=10", "--set",
      "exhibitIterations=10", "--no-pause",
    ])
    #expect([0, 1].contains(run.exitCode), "\(run.errors)")
    try runner.write(["a b.png": .made(90, 50), "ü.png": .made(33, 40, seed: 3)], to: "trip")
    try Data("no picture".utf8).write(to: runner.folder.appending(path: "trip/broken.png"))
    let applied = try runner.run("apply", "6", "trip", "gone.jpg", "--json")
    #expect(applied.exitCode == 3)
    let report = try applied.json()
    #expect((report["results"] as? [Any])?.count == 2 && (report["problems"] as? [String])?.count == 2)
    // The shorter side is that of the pictures that the network was trained on.
    let made = try picture("applied/pix2pix/a b.png")
    #expect((made.width, made.height) == (58, 32))
    #expect(try picture("applied/pix2pix/ü.png").width == 32)
    // The same bits again, and nothing replaced unasked.
    let again = try runner.run("apply", "6", "trip/a b.png")
    #expect(again.exitCode == 2 && again.errors.contains("--force"))
    #expect(try runner.run("apply", "6", "trip/a b.png", "--to", "other", "--quiet").exitCode == 0)
    #expect(try picture("other/a b.png") == made)
    #expect(try runner.run("apply", "6", "trip/a b.png", "--to", "trip", "--force").exitCode == 2)
    #expect(try picture("trip/a b.png") == .made(90, 50))
    let own = try runner.run("apply", "output/06-pix2pix", "trip/a b.png", "--scale", "own", "--to", "own")
    #expect(own.exitCode == 0 && own.output.contains("cropped back"), "\(own.errors)")
    #expect(try picture("own/a b.png").width == 90)
    // Kept brightness keeps the size, too; a picture without a hole has nothing to keep around one.
    let coloured = try runner.run("apply", "6", "trip/a b.png", "--keep", "brightness", "--to", "kept")
    #expect(coloured.exitCode == 0 && coloured.output.contains("result 90 x 50"), "\(coloured.errors)")
    #expect(try picture("kept/a b.png").width == 90)
    let holeless = try runner.run("apply", "6", "trip/a b.png", "--keep", "surroundings", "--to", "new")
    #expect(holeless.exitCode == 3 && holeless.errors.contains("a hole"), "\(holeless.errors)")
    // What means nothing here is refused.
    for words in [
      ["--keep", "colours"], ["--count", "3"], ["--label", "1"], ["--network", "faces"], ["--scale", "0"],
    ] {
      #expect(
        try runner.run(["apply", "6", "trip/a b.png", "--to", "new"] + words).exitCode == 2, "\(words)")
    }
    #expect(try runner.run("apply", "6").exitCode == 2)
    #expect(!exists("new"))

    let exported = try runner.run("export", "6", "--json")
    #expect(exported.exitCode == 0, "\(exported.errors)")
    let files = ["translation.onnx", "translation.py", "translation.safetensors", "README.md"]
    #expect(try exported.json()["files"] as? [String] == files)
    #expect(files.allSatisfy { exists("exported/pix2pix/\($0)") })
    #expect(try runner.run("export", "6").exitCode == 2)
    #expect(try runner.run("export", "6", "--force", "--format", "onnx").exitCode == 0)
    let package = try runner.run("export", "6", "--format", "swift", "--json")
    #expect(package.exitCode == 0, "\(package.errors)")
    let sources = ["Network.swift", "main.swift", "weights.safetensors"].map { "Sources/draw/\($0)" }
    let parts = (["Package.swift", "README.md"] + sources).map { "translation/\($0)" }
    #expect(try package.json()["files"] as? [String] == parts)
    #expect(parts.allSatisfy { exists("exported/pix2pix/\($0)") })
    let second = try runner.run("export", "6", "--format", "swift")
    #expect(second.exitCode == 2 && second.errors.contains("--force"), "\(second.errors)")
    let unknown = try runner.run("export", "6", "--format", "keras")
    #expect(unknown.exitCode == 2)
    for format in ["onnx", "safetensors", "swift"] {
      #expect(unknown.errors.contains(format), "\(unknown.errors)")
    }

    // A state that is not what the step left is not used.
    let checkpoints = runner.folder.appending(path: "output/06-pix2pix/checkpoint")
    let last = try #require(
      FileManager.default.contentsOfDirectory(atPath: checkpoints.path).filter { $0.hasSuffix("safetensors") }
        .sorted().last)
    var bytes = try Data(contentsOf: checkpoints.appending(path: last))
    bytes[bytes.count - 100] ^= 1
    try bytes.write(to: checkpoints.appending(path: last))
    let damaged = try runner.run("apply", "6", "trip/a b.png", "--to", "new")
    #expect(damaged.exitCode == 3, "\(damaged.errors)")
    #expect(!exists("new"))
  }

  @Test("Chapter 5 draws a grid, single pictures of a digit, and a walk")
  func samples() throws {
    defer { runner.remove() }
    let run = try runner.run([
      "run", "5", "--budget", "smoke", "--no-pause", "--only", "labels",
    ])
    #expect(run.exitCode == 0, "\(run.errors)")
    let early = try runner.run("apply", "5")
    #expect(early.exitCode == 3 && early.errors.contains("train"), "\(early.errors)")
    let whole = try runner.run(["run", "5", "--budget", "smoke", "--no-pause"])
    #expect([0, 1].contains(whole.exitCode), "\(whole.errors)")
    let drawn = try runner.run("apply", "5", "--count", "12", "--label", "7", "--json")
    #expect(drawn.exitCode == 0, "\(drawn.errors)")
    #expect(try drawn.json()["labels"] as? [Int] == [Int](repeating: 7, count: 12))
    #expect(try picture("applied/conditional-gan/sample-11.png").width == 28)
    #expect(try picture("applied/conditional-gan/grid.png").width > 200)
    let walk = try runner.run("apply", "5", "--walk", "0", "5", "--to", "walk")
    #expect(walk.exitCode == 0, "\(walk.errors)")
    #expect(exists("walk/walk-0-5.png") && exists("walk/walk-0-5-strip.png"))
    for words in [
      ["photo.png"], ["--label", "10"], ["--walk", "1"], ["--count", "0"], ["--scale", "own"],
      ["--keep", "brightness"],
    ] {
      #expect(try runner.run(["apply", "5", "--to", "new"] + words).exitCode == 2, "\(words)")
    }
    let exported = try runner.run("export", "5", "--to", "out")
    #expect(exported.exitCode == 0 && exists("out/digits.onnx"), "\(exported.errors)")
    try faces()
  }

  /// What is said of a face in words; all else is as the seed says.
  private func faces() throws {
    func drawn(_ words: String) throws -> [[String: String]] {
      let drawn = try runner.run(
        "apply", "5", "--network", "faces", "--count", "4", "--label", words, "--json", "--force")
      #expect(drawn.exitCode == 0, "\(drawn.errors)")
      return try #require(try drawn.json()["attributes"] as? [[String: String]])
    }
    let (with, without) = (try drawn("red curls, glasses"), try drawn("no glasses"))
    #expect(
      with.allSatisfy { $0["hair colour"] == "red" && $0["hair style"] == "curls" && $0["glasses"] == "worn" }
    )
    for (one, other) in zip(with, without) {
      #expect(other["glasses"] == "none" && one["skin"] == other["skin"] && one["pose"] == other["pose"])
    }
    #expect(try picture("applied/conditional-gan/sample-3.png").width == 32)
    let walk = try runner.run(
      "apply", "5", "--network", "faces", "--walk", "2", "0", "--label", "no glasses", "--json", "--to", "way"
    )
    #expect(try walk.json()["attributes"] as? [[String: String]] == [without[2]], "\(walk.errors)")
    let words = try runner.run("apply", "5", "--label", "red curls", "--to", "new")
    #expect(words.exitCode == 2 && words.errors.contains("--network faces"), "\(words.errors)")
    let unknown = try runner.run("apply", "5", "--network", "faces", "--label", "green hair", "--to", "new")
    #expect(unknown.exitCode == 2 && unknown.errors.contains("--label \"green hair\""), "\(unknown.errors)")
    let exported = try runner.run(
      "export", "5", "--network", "faces", "--format", "onnx", "--to", "out", "--force")
    #expect(exported.exitCode == 0, "\(exported.errors)")
    let readme = try String(contentsOf: runner.folder.appending(path: "out/README.md"), encoding: .utf8)
    #expect(readme.contains("| hair colour | 4 black, 5 brown, 6 blond, 7 red |"), "\(readme)")
  }

  @Test("A chapter without a network for pictures says so")
  func noNetwork() throws {
    defer { runner.remove() }
    let run = try runner.run(["run", "2", "--budget", "smoke", "--only", "far-apart", "--no-pause"])
    #expect(run.exitCode == 0, "\(run.errors)")
    let applied = try runner.run("apply", "2")
    #expect(applied.exitCode == 2 && applied.errors.contains("Chapters 3 to 9 do"), "\(applied.errors)")
  }
}
