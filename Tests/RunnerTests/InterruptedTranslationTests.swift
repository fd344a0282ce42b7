import Foundation
import GANKit
import Testing

/// Chapters 6, 8 and 9, stopped in the middle of their trainings. (Chapter 7: see `UnpairedSetsTests`.)
@Suite(.serialized) struct InterruptedTranslationTests {
  @Test(
    "Interrupted and resumed, a run ends in the same bits",
    arguments: [
      ("pix2pix", ["iterations=150", "judgeIterations=20", "exhibitIterations=40"]),
      ("srgan", ["iterations=60", "featureIterations=20", "gameIterations=40", "exhibitIterations=20"]),
      ("generative-models", ["planeIterations=60", "beliefIterations=60", "vaeIterations=60"]),
    ])
  func sameBits(chapter: String, settings: [String]) throws {
    let runner = try Runner()
    defer { runner.remove() }
    func arguments(_ output: String) -> [String] {
      ["run", chapter, "--budget", "smoke", "--threads", "1", "--output", output]
        + settings.flatMap { ["--set", $0] }
    }
    #expect(try runner.run(arguments("straight")).exitCode == 0)
    let folder = try #require(
      FileManager.default.contentsOfDirectory(atPath: runner.folder.path + "/straight")
        .first { $0.hasSuffix(chapter) })

    var interruptions = 0
    for delay in [300_000, 1_500_000] {
      let running = try runner.start(arguments("broken"))
      let record = runner.folder.path + "/broken/\(folder)/run.json"
      try Runner.wait { FileManager.default.fileExists(atPath: record) || !running.process.isRunning }
      usleep(UInt32(delay))
      running.signal(SIGINT)
      let result = try running.wait()
      #expect([0, 130].contains(result.exitCode), "\(result.errors)")
      interruptions += result.exitCode == 130 ? 1 : 0
    }
    #expect(interruptions > 0)
    #expect(try runner.run(arguments("broken")).exitCode == 0)

    func results(_ path: String) throws -> [String: Data] {
      try runner.files(in: path).filter { $0.key != "run.json" }
    }
    let (expected, found) = (try results("straight/\(folder)"), try results("broken/\(folder)"))
    #expect(expected.keys.sorted() == found.keys.sorted())
    for (path, bytes) in expected { #expect(found[path] == bytes, "\(path)") }
  }
}
