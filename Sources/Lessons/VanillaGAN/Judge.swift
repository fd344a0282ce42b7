import Figures
import GANKit
import Judges
import LessonKit
import ReportFigures

// How good the digits are, beside real ones.

extension VanillaGANLesson {
  func judge(_ report: Report) throws {
    let classifier = try report.digitClassifier(for: digits)
    let judge = DigitJudge(classifier: classifier, reference: digits.test.images)
    let samples = generate(run[Self.samples], "judge")
    let ofG = players.generator(noise(run[Self.samples], using: run.random("judge")), .inference)
    let real = digits.train.images.rows(0..<min(10_000, digits.train.count))
    let columns = [samples, ofG, real].map { images in
      let few = min(2000, images.shape[0])
      return (
        quality: judge.quality(of: images),
        region: PrecisionAndRecall(
          of: classifier.features(of: images.rows(0..<few)),
          real: classifier.features(of: digits.test.images.rows(0..<few)))
      )
    }
    func row(
      _ name: String, _ best: String, _ value: ((quality: DigitQuality, region: PrecisionAndRecall)) -> Double
    )
      -> [String]
    {
      [name] + columns.map { format(value($0), 2) } + [best]
    }
    report.table(
      ["", "average of G", "G itself", "real training images", "best possible"],
      [
        row("digit score", "10") { $0.quality.digitScore },
        row("Frechet distance", "0") { $0.quality.frechetDistance },
        row("mean confidence", "1") { $0.quality.meanConfidence },
        row("rarest digit's share", "0.1") { $0.quality.smallestShare },
        row("precision", "1") { $0.region.precision },
        row("recall", "1") { $0.region.recall },
      ])
    report.metric("meanConfidence", columns[0].quality.meanConfidence)
    report.metric("digitScoreOfG", columns[1].quality.digitScore)
    report.metric("frechetDistanceOfG", columns[1].quality.frechetDistance)
    report.metric("digitScoreReal", columns[2].quality.digitScore)
    report.metric("frechetDistanceReal", columns[2].quality.frechetDistance)
    report.metric("precision", columns[0].region.precision)
    report.metric("recall", columns[0].region.recall)
    report.metric("precisionReal", columns[2].region.precision)
    report.metric("recallReal", columns[2].region.recall)
    try report.generatedDigits(samples, columns[0].quality, trainedOn: digits.source)
    try showBias(classifier, generated: samples, real: real, report)
    try lookForCopies(classifier, samples, report)
  }

  /// The Frechet distance of more and more of the same images: it falls although the images stay as they are.
  private func showBias(
    _ classifier: DigitClassifier, generated: Tensor, real: Tensor, _ report: Report
  ) throws {
    let reference = classifier.features(of: digits.test.images)
    let counts = [200, 500, 1000, 2000, 5000, 10_000].filter { $0 <= min(generated.shape[0], real.shape[0]) }
    var chart = Chart(
      "The same images, judged by more or fewer of them", x: "number of images", y: "Frechet distance"
    ).logarithmicX()
    for (name, images, colour) in [
      ("generated", generated, Palette.generated), ("real training images", real, .real),
    ] {
      let features = classifier.features(of: images)
      let distances = counts.map { frechetDistance(features.rows(0..<$0), reference) }
      chart = chart.line(name, counts, distances, colour: colour).scatter(
        "", counts, distances, colour: colour)
      report.metric(name == "generated" ? "frechetDistanceOf200" : "frechetDistanceRealOf200", distances[0])
    }
    try report.figure("sample-size", chart.caption("All are compared with the same 10,000 test images."))
  }
}
