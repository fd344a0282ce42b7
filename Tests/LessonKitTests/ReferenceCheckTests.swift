import TestSupport
import Foundation
import Testing

@testable import Authoring
@testable import LessonKit

@Suite("author check holds the prose against the reference record")
struct ReferenceCheckTests {
  private let folder: TemporaryFolder
  private static let figures = "chapters/figures/vanilla-gan/"

  private static let body = """
    <!-- step: train -->
    Score 8.1<!-- metric: train.score within 0.4 -->,
    accuracy 98.5 %<!-- metric: train.accuracy within 0.5 -->.

    ![Seen](figures/vanilla-gan/train-a.png)
    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(SampleChapter.text(body: Self.body), to: "chapters/03-vanilla-gan.md")
    try folder.write("a picture", to: Self.figures + "train-a.png")
  }

  private func write(_ metrics: [String: Double], steps: [String] = ["train"]) throws {
    let pictures = ["train-a.png": "a picture", "train-b.png": "b picture"]
    let figures = pictures.mapValues { ReferenceRecord.hash(of: Data($0.utf8)) }
    let record = ReferenceRecord(
      chapter: "vanilla-gan", budget: .standard, seed: 1, threads: 2, engine: "none", data: [:],
      settings: ["steps": .integer(500)],
      steps: steps.map { ReferenceRecord.Step(id: $0, metrics: metrics, figures: figures) })
    try folder.write(String(decoding: record.encoded(), as: UTF8.self), to: Self.figures + "run.json")
  }

  private func check(recordsToCome: Set<String> = []) throws -> Author.CheckReport {
    let author = Author(try ChapterLibrary(folder: folder.url.appending(path: "chapters")))
    return author.check(recordsToCome: recordsToCome)
  }

  private func findings(_ metrics: [String: Double]) throws -> [Author.Finding] {
    try write(metrics)
    return try check().findings
  }

  @Test("Numbers within their tolerance, at its ends too, and the figures of the run are right")
  func right() throws {
    for metrics in [["score": 8.5, "accuracy": 0.98], ["score": 7.7, "accuracy": 0.99]] {
      try write(metrics)
      let report = try check()
      #expect(report.findings == [])
      #expect(report.held.map(\.metrics) == [["train.score", "train.accuracy"]])
      #expect(report.notHeld == [])
    }
  }

  @Test("A wrong number is found with its line, and what was measured is said")
  func wrongNumber() throws {
    let off = try findings(["score": 8.51, "accuracy": 0.9794])
    #expect(off.map(\.kind) == [.metricDiffers, .metricDiffers])
    #expect(off.map(\.line) == [16, 17])
    try #require(off.count == 2)
    #expect(off[0].message.contains("says 8.1, the reference run measured 8.51 for train.score"))
    #expect(off[1].message.contains("says 98.5 %, the reference run measured 97.94 % for train.accuracy"))
  }

  @Test("A metric that the run did not measure is found")
  func unknownMetric() throws {
    let missing = try findings(["scores": 8.1, "accuracy": 0.985])
    #expect(missing.map(\.kind) == [.metricUnknown])
    #expect(missing.first?.message.contains("Did you mean \"train.scores\"?") == true)
  }

  @Test("A missing record is found; where it is still to come, the numbers are counted instead")
  func missingRecord() throws {
    let missing = try check()
    #expect(missing.findings.map(\.kind) == [.recordMissing])
    #expect(missing.findings.first?.line == 16)
    #expect(missing.findings.first?.message.contains("author reference 3") == true)
    #expect(missing.held == [] && missing.notHeld == [])

    let toCome = try check(recordsToCome: ["vanilla-gan"])
    #expect(toCome.findings == [])
    #expect(toCome.notHeld.map(\.metrics) == [["train.score", "train.accuracy"]])
    // The list may not outlive the record's arrival.
    try write(["score": 8.1, "accuracy": 0.985])
    #expect(try check(recordsToCome: ["vanilla-gan"]).findings.map(\.kind) == [.recordUnexpected])
  }

  @Test(
    "A record that cannot be read is found",
    arguments: [
      ("not JSON", "it is not JSON"), ("{\"schema\": 1}", "the key chapter is missing"),
      ("{\"schema\": 99}", "the value of schema"),
    ])
  func damagedRecord(_ text: String, _ reason: String) throws {
    try folder.write(text, to: Self.figures + "run.json")
    let damaged = try check().findings
    #expect(damaged.map(\.kind) == [.recordDamaged])
    #expect(damaged.first?.file == Self.figures + "run.json")
    #expect(damaged.first?.message.contains(reason) == true, "\(damaged)")
  }

  @Test("A record of other steps, or of settings that are not the lesson's any more, is found")
  func outdatedRecord() throws {
    try write(["score": 8.1, "accuracy": 0.985], steps: ["train", "judge"])
    #expect(try check().findings.map(\.kind) == [.recordOutdated])
    try write(["score": 8.1, "accuracy": 0.985])
    let author = Author(try ChapterLibrary(folder: folder.url.appending(path: "chapters")))
    func findings(_ settings: [String: SettingScalar]) -> [Author.Finding] {
      author.check(settings: ["vanilla-gan": settings]).findings
    }
    #expect(findings(["steps": .integer(500)]) == [])
    let other = findings(["rate": .number(0.5)])
    #expect(other.map(\.kind) == [.recordOutdated])
    #expect(
      other.first?.message.contains("was made with rate=missing (now 0.5) and steps=500 (now gone)") == true)
  }

  @Test("A figure that was edited, that the run did not save, or that nothing shows is found")
  func wrongFigures() throws {
    let right = ["score": 8.1, "accuracy": 0.985]
    try folder.write("a Picture", to: Self.figures + "train-a.png")
    let edited = try findings(right)
    #expect(edited.map(\.kind) == [.figureDiffers])
    #expect(edited.first?.line == 19)
    #expect(edited.first?.message.contains("is not the picture that the reference run saved") == true)

    try folder.write("a picture", to: Self.figures + "train-a.png")
    try folder.write("another", to: Self.figures + "train-c.png")
    let unknown = try findings(right)
    #expect(unknown.map(\.kind) == [.figureDiffers])
    #expect(unknown.first?.file == Self.figures + "train-c.png")

    try FileManager.default.removeItem(at: folder.url.appending(path: Self.figures + "train-c.png"))
    try folder.write("b picture", to: Self.figures + "train-b.png")
    let unused = try findings(right)
    #expect(unused.map(\.kind) == [.figureUnused])
    #expect(unused.first?.file == Self.figures + "train-b.png")
    // Another page may show it.
    try folder.write("![B](chapters/figures/vanilla-gan/train-b.png)", to: "README.md")
    #expect(try findings(right) == [])
  }
}
