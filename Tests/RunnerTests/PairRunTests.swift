import Foundation
import GANKit
import Pictures
import Testing

/// Chapter 6 on pairs as somebody meets them who has made some.
@Suite("Pairs on the command line")
struct PairRunTests {
  let runner: Runner

  init() throws { runner = try Runner() }

  private func write(_ part: String, _ pictures: [String: Image]) throws {
    try runner.write(
      Dictionary(uniqueKeysWithValues: pictures.map { ("\($0.key).jpg", $0.value) }),
      to: "sets/facades/\(part)")
  }

  /// The whole chapter, as short as can be.
  private func run(_ more: String...) throws -> Runner.Result {
    let short = ["iterations=10", "judgeIterations=10", "exhibitIterations=10"]
    return try runner.run(
      ["run", "pix2pix", "--budget", "smoke", "--json", "--output", "out", "--data", "sets"]
        + short.flatMap { ["--set", $0] } + more)
  }

  @Test("One pair in each part, not square, grey: the chapter runs, in both directions")
  func unusualPairs() throws {
    defer { runner.remove() }
    try write("train", ["wide": .made(200, 49)])
    try write("test", ["grey": .made(66, 90, channels: 1, seed: 3)])
    for direction in ["labels-to-photo", "photo-to-labels"] {
      let result = try run("--set", "direction=\(direction)")
      #expect(result.exitCode == 0, "\(result.errors.suffix(1500))")
      let data = try #require(try result.json()["data"] as? [String: [String: Any]])
      #expect(data["facades"]?["source"] as? String == "files")
    }
  }

  @Test("A pair of odd width is named, with the nearest legal widths; exit code 3, before any training")
  func oddWidth() throws {
    defer { runner.remove() }
    try write("train", ["fine": .made(80, 40), "odd": .made(81, 40)])
    try write("test", ["fine": .made(80, 40)])
    let result = try run()
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("odd.jpg") && result.errors.contains("80 or 82"), "\(result.errors)")
    #expect(try runner.files(in: "out").filter { $0.key.hasSuffix(".png") }.isEmpty)
  }

  @Test("An empty part is named with the folder that was expected; exit code 3")
  func emptyPart() throws {
    defer { runner.remove() }
    try write("train", ["fine": .made(80, 40)])
    try write("test", [:])
    let result = try run()
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("test"), "\(result.errors)")
  }

  @Test("An image size that a network cannot halve so often is no legal setting; exit code 2")
  func illegalSize() throws {
    defer { runner.remove() }
    let result = try run("--set", "size=60")
    #expect(result.exitCode == 2 && result.errors.contains("64"), "\(result.errors)")
    for part in ["train", "test"] { try write(part, ["fine": .made(80, 40)]) }
    let patches = try run("--set", "patchDownsamplings=4")
    #expect(patches.exitCode == 2 && patches.errors.contains("patchDownsamplings=3"), "\(patches.errors)")
  }
}
