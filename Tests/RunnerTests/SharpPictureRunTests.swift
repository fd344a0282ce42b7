import Foundation
import GANKit
import Pictures
import Testing

/// Chapter 8 on pictures as somebody meets them who has collected some.
@Suite("Sharp pictures on the command line")
struct SharpPictureRunTests {
  let runner: Runner

  init() throws { runner = try Runner() }

  private func write(_ collection: String, _ pictures: [String: Image]) throws {
    try runner.write(
      Dictionary(uniqueKeysWithValues: pictures.map { ("\($0.key).png", $0.value) }),
      to: "sets/sr/\(collection)")
  }

  /// The whole chapter, as short as can be.
  private func run(_ more: [String]) throws -> Runner.Result {
    let short = [
      "iterations=2", "featureIterations=2", "gameIterations=2", "exhibitIterations=2", "batchSize=2",
      "gameBatch=2",
    ]
    return try runner.run(
      ["run", "srgan", "--budget", "smoke", "--json", "--output", "out"] + short.flatMap { ["--set", $0] }
        + more)
  }

  private static let photographs = ["--set", "train=T91", "--set", "test=Set5"]

  @Test("Odd sizes, grey, not square, one too small: the chapter runs, and sizes are cut to multiples of 4")
  func unusualPictures() throws {
    defer { runner.remove() }
    try write(
      "T91",
      [
        "odd": .made(101, 75), "grey": .made(90, 64, channels: 1, seed: 3),
        "flat": .made(200, 49, seed: 5), "tiny": .made(20, 20, seed: 7),
      ])
    try write(
      "Set5", ["wide": .made(131, 66, seed: 2), "grey": .made(67, 90, channels: 1, seed: 4)])
    let result = try run(["--data", "sets"] + Self.photographs)
    #expect(result.exitCode == 0, "\(result.errors.suffix(1500))")
    let record = try result.json()
    let data = try #require(record["data"] as? [String: [String: Any]])
    #expect(
      data["sr/T91"]?["source"] as? String == "files" && data["sr/Set5"]?["source"] as? String == "files")
  }

  @Test("A collection with one picture: the chapter runs, and says what cannot be learnt")
  func onePicture() throws {
    defer { runner.remove() }
    try write("mine", ["only": .made(130, 70)])
    let result = try run(["--data", "sets", "--set", "train=mine", "--set", "test=mine"])
    #expect(result.exitCode == 0, "\(result.errors.suffix(1500))")
  }

  @Test(
    "No picture is large enough for patches: the largest is named, with the nearest legal size; exit code 3")
  func tooSmallForPatches() throws {
    defer { runner.remove() }
    try write("T91", ["small": .made(40, 33), "larger": .made(70, 44, seed: 2)])
    try write("Set5", ["fine": .made(80, 80)])
    let result = try run(["--data", "sets"] + Self.photographs)
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("larger.png") && result.errors.contains("70 x 48"), "\(result.errors)")
  }

  @Test("A test picture that is too small is named, with the nearest legal size; exit code 3")
  func tooSmallForTests() throws {
    defer { runner.remove() }
    try write("T91", ["fine": .made(80, 80)])
    try write("Set5", ["narrow": .made(30, 90)])
    let result = try run(["--data", "sets"] + Self.photographs)
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("narrow.png") && result.errors.contains("64 x 90"), "\(result.errors)")
  }

  @Test("Drawn scenes are the default, and Set5 is a check where it is there")
  func drawnScenes() throws {
    defer { runner.remove() }
    let alone = try run([])
    #expect(alone.exitCode == 0, "\(alone.errors.suffix(1500))")
    let first = try #require(try alone.json()["data"] as? [String: [String: Any]])
    #expect(first.keys.sorted() == ["scenes"] && first["scenes"]?["source"] as? String == "drawn")

    try write("Set5", ["fine": .made(80, 80)])
    let checked = try run(["--data", "sets"])
    #expect(checked.exitCode == 0, "\(checked.errors.suffix(1500))")
    let data = try #require(try checked.json()["data"] as? [String: [String: Any]])
    #expect(
      data["scenes"]?["source"] as? String == "drawn" && data["sr/Set5"]?["source"] as? String == "files")
  }

  @Test(
    "A collection that a setting names and that is not there is an error with the expected tree; exit code 3")
  func oneCollectionIsMissing() throws {
    defer { runner.remove() }
    try write("T91", ["one": .made(100, 80), "two": .made(80, 96, seed: 3)])
    for more in [["--data", "sets"], []] {
      let result = try run(more + Self.photographs)
      #expect(result.exitCode == 3 && result.errors.contains("sr/Set5"), "\(result.errors)")
    }
  }

  @Test("A patch that D cannot halve four times is an error that names the nearest one; exit code 2")
  func oddPatch() throws {
    defer { runner.remove() }
    let result = try run(["--set", "patch=70"])
    #expect(result.exitCode == 2 && result.errors.contains("64"), "\(result.errors)")
  }
}
