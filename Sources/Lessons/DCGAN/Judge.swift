import Figures
import GANKit
import Judges
import LessonKit
import ReportFigures

// How good the digits are, beside real ones and those of chapter 3.

extension DCGANLesson {
  func judge(_ report: Report) throws {
    let classifier = try report.digitClassifier(for: digits)
    let judge = DigitJudge(classifier: classifier, reference: digits.test.images)
    let samples = generate(run[Self.samples], "judge")
    let quality = judge.quality(of: samples)
    let real = judge.quality(of: digits.train.images.rows(0..<min(10_000, digits.train.count)))
    let dense = denseResults
    let value = { (value: Double?) in value.map { format($0, 2) } ?? "-" }
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
      report.say(
        "Chapter 3 has not been run on this data in this output folder; `./learn run 3` fills its column.")
    }
    report.metric("frechetDistanceReal", real.frechetDistance)
    try report.generatedDigits(samples, quality, trainedOn: digits.source)
  }

  /// The results of chapter 3 by the same judge, in this output folder and on the same data; empty if it was not run.
  private var denseResults: [String: Double] {
    guard let record = run.record(ofChapter: "vanilla-gan"),
      record.data["mnist"]?.note == digits.source.note
    else { return [:] }
    return record.steps.first { $0.id == "judge" }?.metrics ?? [:]
  }
}
