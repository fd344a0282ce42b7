import Foundation
import GANKit
import Pictures
import Testing

/// Every lesson at the smallest budget, on the built-in data.
@Suite(.serialized) struct SmokeLessonTests {
  @Test(arguments: [
    "gan-theory", "ideal-discriminator", "vanilla-gan", "dcgan", "conditional-gan", "pix2pix", "cyclegan",
    "srgan", "generative-models",
  ])
  func smokeBudget(chapter: String) throws {
    let runner = try Runner()
    defer { runner.remove() }
    let result = try runner.run("run", chapter, "--budget", "smoke", "--json", "--output", "out")
    #expect(result.exitCode == 0, "\(result.errors.suffix(2000))")
    let record = try result.json()
    let steps = try #require(record["steps"] as? [[String: Any]])
    #expect(steps.count >= 4)
    for step in steps {
      #expect(step["status"] as? String == "done")
    }
    // JSON has no other numbers than finite ones: one that is not would be of another type.
    let measured = try measured(steps)
    #expect(measured.count >= 4)
    let missing = try metrics(inProseOf: chapter).subtracting(measured)
    #expect(missing.isEmpty, "the prose has numbers that no run measures: \(missing.sorted())")
    let files = try runner.files(in: "out")
    let figures = files.filter { $0.key.hasSuffix(".png") }
    #expect(figures.count >= 5)
    for (path, data) in figures {
      let image = try PNG.decode(data, name: path)
      #expect(image.width >= 200 && image.height >= 100)
      #expect(Set(image.pixels).count > 2, "\(path) is empty")
    }
    #expect(files.keys.contains { $0.hasSuffix("metrics.csv") })
    for path in files.keys where path.hasSuffix(".npy") {
      let samples = try NPY.read(runner.folder.appending(path: "out/\(path)"))
      #expect(samples.rank == 4 && samples.scalars.allSatisfy { abs($0) <= 1 })
    }
  }

  /// The metrics that a chapter's numbers name, without those that need a folder of faces, the photographs of Set5, a
  /// trained G or long Markov chains.
  private func metrics(inProseOf slug: String) throws -> Set<String> {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../chapters")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let file = try #require(names.first { $0.hasSuffix("-\(slug).md") })
    let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    let found = text.matches(of: /<!-- metric: (\S+) within/).map { String($0.output.1) }
    #expect(found.count >= 6)
    return Set(
      found.filter { name in
        ![
          "faces.folder", "face-arithmetic.", "bicubic.photograph", "boltzmann-machine.changedAfter100",
        ].contains { name.hasPrefix($0) }
      })
  }

  /// The metrics of all steps; every step has to have a table of numbers, if an empty one.
  private func measured(_ steps: [[String: Any]]) throws -> Set<String> {
    try steps.reduce(into: []) { names, step in
      let id = try #require(step["id"] as? String)
      let metrics = try #require(
        step["metrics"] as? [String: Double], "\(id) has metrics that are not numbers")
      for name in metrics.keys { names.insert("\(id).\(name)") }
    }
  }

  @Test func theSameSeedGivesTheSameBits() throws {
    let runner = try Runner()
    defer { runner.remove() }
    func run(_ output: String, seed: Int) throws -> [String: Data] {
      let result = try runner.run(
        "run", "2", "--budget", "smoke", "--quiet", "--seed", "\(seed)", "--set", "iterations=300",
        "--output",
        output)
      #expect(result.exitCode == 0, "\(result.errors.suffix(2000))")
      return try runner.files(in: output).filter { path, _ in
        ["png", "npy", "safetensors", "csv"].contains { path.hasSuffix($0) }
      }
    }
    let first = try run("first", seed: 5)
    #expect(first.count > 10)
    #expect(try run("second", seed: 5) == first)
    #expect(try run("other", seed: 6) != first)
  }

  @Test func chaptersAgreeWithTheirLessons() throws {
    let runner = try Runner()
    defer { runner.remove() }
    let result = try runner.run("author", "check")
    #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
  }
}
