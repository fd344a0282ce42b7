import Figures
import Foundation
import GANKit
import Judges
import LessonKit

// How good the digits are, beside real ones and those of chapter 3.

extension DCGANLesson {
  func judge(_ report: Report) throws {
    let classifier = try trainedClassifier(report)
    let judge = DigitJudge(classifier: classifier, reference: digits.test.images)
    let samples = generate(run[Self.samples], "judge")
    let quality = judge.quality(of: samples)
    let real = judge.quality(of: digits.train.images.rows(0..<min(10_000, digits.train.count)))
    let dense = denseResults
    let value = { (value: Double?) in value.map { String(format: "%.2f", $0) } ?? "-" }
    report.table(
      ["", "chapter 4", "chapter 3", "real training images", "best possible"],
      [
        ["digit score", value(quality.digitScore), value(dense["digitScore"]), value(real.digitScore), "10"],
        [
          "Frechet distance", value(quality.frechetDistance), value(dense["frechetDistance"]),
          value(real.frechetDistance), "0",
        ],
        [
          "rarest digit's share", value(quality.smallestShare), value(dense["smallestShare"]),
          value(real.smallestShare), "0.1",
        ],
      ])
    if dense.isEmpty {
      report.say("Chapter 3 was not run on these data in this output folder: `run 3` fills its column.")
    }
    report.metric("digitScore", quality.digitScore)
    report.metric("frechetDistance", quality.frechetDistance)
    report.metric("smallestShare", quality.smallestShare)
    report.metric("frechetDistanceReal", real.frechetDistance)
    try report.samples("generated", samples)
    try report.figure(
      "classes",
      Chart("What the classifier reads", x: "digit", y: "share of the samples")
        .bars("", (0..<10).map(String.init), quality.classShares, colour: .generated)
        .reference(y: 0.1, "all digits alike")
        .caption("\(samples.shape[0]) generated images. Trained on \(digits.source.note)."))
  }

  /// What chapter 3 measured by the same judge, in this output folder and on the same data; empty where it was not run.
  private var denseResults: [String: Double] {
    guard let record = run.record(ofChapter: "vanilla-gan"),
      record.data["mnist"]?.note == digits.source.note
    else { return [:] }
    return record.steps.first { $0.id == "judge" }?.metrics ?? [:]
  }

  /// The classifier that judges the samples: trained once, then taken from the cache.
  func trainedClassifier(_ report: Report) throws -> DigitClassifier {
    let classifier = try DigitClassifier.trained(on: digits, cache: run.cacheFolder) { _ in
      try run.checkInterruption()
    }
    report.metric("classifierAccuracy", classifier.accuracy(on: digits.test))
    return classifier
  }
}
