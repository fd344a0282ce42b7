import Foundation
import Testing

@testable import GANKit
@testable import Pictures

/// Folders as somebody brings them to chapter 7, and the same run interrupted and resumed.
@Suite("CycleGAN on folders of one's own", .serialized)
struct UnpairedSetsTests {
  private static let run = [
    "run", "cyclegan", "--budget", "smoke", "--quiet", "--set", "iterations=10", "--set",
    "buildingIterations=10",
    "--set",
    "exhibitIterations=10", "--set", "width=2", "--set", "blocks=1", "--set", "widthD=2",
  ]
  private static let folder = "output/07-cyclegan"
  let runner: Runner

  init() throws { runner = try Runner() }

  private func picture(_ path: String, _ width: Int, _ height: Int, channels: Int = 3) throws {
    let url = runner.folder.appending(path: "sets/\(path)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    let pixels = (0..<width * height * channels).map { UInt8(truncatingIfNeeded: $0 * 37) }
    try PNG.encode(Image(width: width, height: height, channels: channels, pixels: pixels)).write(to: url)
  }

  @Test("One picture a folder, of odd size, not square, grey: it runs, and nobody knows the truth")
  func onePictureEach() throws {
    defer { runner.remove() }
    try picture("mine/trainA/a.png", 33, 47)
    try picture("mine/trainB/b.png", 40, 31, channels: 1)
    try picture("mine/testA/c.png", 5, 90)
    try picture("mine/testB/d.png", 1, 1)
    let result = try runner.run(Self.run + ["--set", "dataset=mine", "--data", "sets"])
    #expect(result.exitCode == 0, "\(result.errors.suffix(1000))")
    let record = try #require(
      JSONSerialization.jsonObject(with: try runner.files(in: Self.folder)["run.json"] ?? Data())
        as? [String: Any])
    let steps = try #require(record["steps"] as? [[String: Any]])
    let translate = try #require(
      steps.first { $0["id"] as? String == "translate" }?["metrics"] as? [String: Double])
    #expect(
      translate["cycleErrorAToB"] != nil && translate["errorAToB"] == nil && translate["changedAToB"] == nil)
  }

  @Test("An empty trainB: exit code 3, and what is missing is named")
  func emptyFolder() throws {
    defer { runner.remove() }
    for part in ["trainA", "testA", "testB"] { try picture("mine/\(part)/1.png", 8, 8) }
    try FileManager.default.createDirectory(
      at: runner.folder.appending(path: "sets/mine/trainB"), withIntermediateDirectories: true)
    let result = try runner.run(Self.run + ["--set", "dataset=mine", "--data", "sets"])
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("sets/mine") && result.errors.contains("trainB"))
  }

  @Test("A set that is not there: exit code 3, and the tree that is expected")
  func absent() throws {
    defer { runner.remove() }
    let result = try runner.run(Self.run + ["--set", "dataset=horse2zebra"])
    #expect(result.exitCode == 3)
    for part in ["horse2zebra/", "trainA", "trainB", "testA", "testB", "--data"] {
      #expect(result.errors.contains(part), "\(result.errors)")
    }
  }

  @Test("matched with unequal numbers of tests: exit code 3; a side that cannot be halved: exit code 2")
  func illegal() throws {
    defer { runner.remove() }
    for (part, count) in [("trainA", 1), ("trainB", 1), ("testA", 2), ("testB", 3)] {
      for i in 0..<count { try picture("mine/\(part)/\(i).png", 8, 8) }
    }
    let unequal = try runner.run(
      Self.run + ["--set", "dataset=mine", "--set", "matched=true", "--data", "sets"])
    #expect(unequal.exitCode == 3)
    #expect(unequal.errors.contains("2 and 3"))
    let odd = try runner.run(Self.run + ["--set", "size=33"])
    #expect(odd.exitCode == 2)
    #expect(odd.errors.contains("32 and 34"))
    let small = try runner.run(Self.run + ["--set", "size=16", "--set", "patchDownsamplings=3"])
    #expect(small.exitCode == 2)
    #expect(small.errors.contains("patchDownsamplings=2"))
  }

  @Test("Interrupted and resumed, a run ends in the same bits, image pools and learning rates included")
  func interruptions() throws {
    defer { runner.remove() }
    let run = Self.run + ["--set", "iterations=400", "--set", "poolSize=5"]
    #expect(try runner.run(run + ["--output", "straight"]).exitCode == 0)
    let running = try runner.start(run)
    let metrics = runner.folder.path + "/\(Self.folder)/figures/networks-untrained.png"
    try Runner.wait { FileManager.default.fileExists(atPath: metrics) || !running.process.isRunning }
    usleep(500_000)
    running.signal(SIGINT)
    #expect(try running.wait().exitCode == 130)
    let resumed = try runner.run(run)
    #expect(resumed.exitCode == 0, "\(resumed.errors.suffix(1000))")
    func results(_ path: String) throws -> [String: Data] {
      try runner.files(in: path).filter { $0.key != "run.json" }
    }
    let (expected, found) = (try results("straight/07-cyclegan"), try results(Self.folder))
    #expect(expected.keys.sorted() == found.keys.sorted())
    for (path, bytes) in expected { #expect(found[path] == bytes, "\(path)") }
  }
}
