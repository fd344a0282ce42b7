import Figures
import GANKit
import Judges
import LessonKit

// How good the digits are, beside real ones.

extension VanillaGANLesson {
  func judge(_ report: Report) throws {
    let classifier = try report.digitClassifier(for: digits)
    let judge = DigitJudge(classifier: classifier, reference: digits.test.images)
    let samples = generate(run[Self.samples], "judge")
    let quality = judge.quality(of: samples)
    let real = judge.quality(of: digits.train.images.rows(0..<min(10_000, digits.train.count)))
    report.table(
      ["", "generated", "real training images", "best possible"],
      [
        ["digit score", format(quality.digitScore, 2), format(real.digitScore, 2), "10"],
        ["Frechet distance", format(quality.frechetDistance, 2), format(real.frechetDistance, 2), "0"],
        ["mean confidence", format(quality.meanConfidence, 2), format(real.meanConfidence, 2), "1"],
        ["rarest digit's share", format(quality.smallestShare, 2), format(real.smallestShare, 2), "0.1"],
      ])
    report.metric("meanConfidence", quality.meanConfidence)
    report.metric("frechetDistanceReal", real.frechetDistance)
    try report.generatedDigits(samples, quality, trainedOn: digits.source)
  }
}
