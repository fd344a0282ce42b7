import Figures
import Foundation
import GANKit
import Judges
import LessonKit

// Does it give what it is asked for? And is there variety in what it gives?

extension ConditionalGANLesson {
  func judge(_ report: Report) throws {
    let classifier = try trainedClassifier()
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
    report.metric("classifierAccuracy", classifier.accuracy(on: digits.test))
    report.metric("digitScore", quality.digitScore)
    report.metric("frechetDistance", quality.frechetDistance)
    report.metric("smallestShare", quality.smallestShare)
    try report.samples("generated", samples)
    try show(shares, report)
    try showVariety(samples, asked, shares, report)
  }

  private func show(_ shares: [[Double]], _ report: Report) throws {
    let grid = PlotGrid(x: -0.5...9.5, y: -0.5...9.5, columns: 10, rows: 10)
    // The diagonal would drown the rest: it stands in the table instead.
    let errors = (0..<10).flatMap { asked in
      (0..<10).map { read in asked == read ? Double.nan : 100 * shares[asked][read] }
    }
    try report.figure(
      "confusion",
      Chart("What is read instead", x: "digit that is read", y: "digit that was asked for")
        .heatMap("% of the samples of a row", errors, on: grid, smooth: false)
        .equalAspect()
        .caption("The diagonal, where both agree, is left out. Trained on \(digits.source.note)."))
  }

  /// How different the images of one digit are, beside real ones of it.
  private func showVariety(_ samples: Tensor, _ asked: [Int], _ shares: [[Double]], _ report: Report) throws {
    let variety = variety(of: samples, asked: asked, beside: digits.test)
    report.table(
      ["asked for", "read as asked", "variety beside real ones"],
      (0..<10).map { digit in
        [
          "\(digit)", String(format: "%.1f %%", 100 * shares[digit][digit]),
          String(format: "%.2f", variety[digit]),
        ]
      })
    report.metric("worstAccuracy", (0..<10).map { shares[$0][$0] }.min() ?? 0)
    report.metric("variety", variety.reduce(0, +) / 10)
    report.metric("smallestVariety", variety.min() ?? 0)
  }
}
