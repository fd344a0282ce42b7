import Datasets
import Figures
import GANKit
import Judges
import LessonKit
import ReportFigures

// Does G draw the digit that it is asked for? And how varied are its pictures of one digit?

extension ConditionalGANLesson {
  func judge(_ report: Report) throws {
    let classifier = try report.digitClassifier(for: digits)
    // snippet.accuracy
    let asked = digitsInTurn(run[Self.samples])
    let samples = draw(asked.count, "judge")
    let read = classifier.probabilities(of: samples).argmax()
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 10), count: 10)
    for (digit, guess) in zip(asked, read) { counts[digit][guess] += 1 }
    let shares = counts.map { row in row.map { Double($0) / Double(row.reduce(0, +)) } }
    let accuracy = Double(zip(asked, read).count { $0 == $1 }) / Double(asked.count)
    // snippet.end
    let quality = DigitJudge(classifier: classifier, reference: digits.test.images).quality(of: samples)
    report.metric("accuracy", accuracy)
    report.metric("digitScore", quality.digitScore)
    report.metric("frechetDistance", quality.frechetDistance)
    report.metric("smallestShare", quality.smallestShare)
    try report.samples("generated", samples)
    try show(shares, report)
    try showVariety(samples, asked, shares, report)
  }

  private func show(_ shares: [[Double]], _ report: Report) throws {
    let grid = PlotGrid(x: -0.5...9.5, y: -0.5...9.5, columns: 10, rows: 10)
    // The diagonal is far larger than the rest and would hide it. The table has it.
    let errors = (0..<10).flatMap { asked in
      (0..<10).map { read in asked == read ? Double.nan : 100 * shares[asked][read] }
    }
    try report.figure(
      "confusion",
      Chart("Misread digits", x: "digit read by the judge", y: "digit requested")
        .heatMap("% of the samples of this request", errors, on: grid, smooth: false)
        .equalAspect()
        .caption("The diagonal (read as requested) is left out. Trained on \(digits.source.note)."))
  }

  /// How different the images of one digit are, beside real ones of it.
  private func showVariety(_ samples: Tensor, _ asked: [Int], _ shares: [[Double]], _ report: Report) throws {
    let variety = variety(of: samples, asked: asked, beside: digits.test)
    report.table(
      ["requested", "read as requested", "variety relative to real digits"],
      (0..<10).map { digit in
        [
          "\(digit)", percent(shares[digit][digit]), format(variety[digit], 2),
        ]
      })
    report.metric("worstAccuracy", (0..<10).map { shares[$0][$0] }.min() ?? 0)
    report.metric("variety", variety.reduce(0, +) / 10)
    report.metric("smallestVariety", variety.min() ?? 0)
  }
}

extension DigitClassifier {
  /// The share of images that are read as the digit that was asked for.
  func accuracy(of images: Tensor, asked: [Int]) -> Double {
    accuracy(on: LabeledImages(images: images, labels: asked))
  }
}

/// How different images of the same digit are, for each digit, beside real ones of it: 1 where they differ as much as
/// those, near 0 where all are alike.
func variety(of images: Tensor, asked: [Int], beside real: LabeledImages) -> [Double] {
  (0..<10).map { digit in
    let drawn = asked.indices.filter { asked[$0] == digit }.prefix(200)
    let written = real.labels.indices.filter { real.labels[$0] == digit }.prefix(200)
    return diversity(
      of: images.gathered(rows: Array(drawn)), relativeTo: real.images.gathered(rows: Array(written)))
  }
}
