import Figures
import GANKit
import LessonKit

// What the label decides, and what is left for the noise to decide.

extension ConditionalGANLesson {
  func showStyles(_ report: Report) throws {
    // snippet.styles
    let z = noise(10, using: run.random("styles"))
    // Each noise vector ten times, once with each label.
    let repeated = z.gathered(rows: (0..<100).map { $0 / 10 })
    let images = average.model.draw(digitsInTurn(100), from: repeated)
    // snippet.end
    try report.figure(
      "styles",
      ImageGrid(
        images, columns: 10, caption: "Each row: one noise vector with all ten labels.",
        rowLabels: (0..<10).map { "z \($0 + 1)" }, columnLabels: (0..<10).map(String.init)))
    measureStyle(report)
    try blendLabels(report)
  }

  /// How much the ink and the slant of one digit say about those of another from the same noise.
  private func measureStyle(_ report: Report) {
    let count = run[Self.samples] / 10
    let z = noise(count, using: run.random("style statistics"))
    let styles = (0..<10).map { digit in
      Style.all(of: average.model.draw([Int](repeating: digit, count: count), from: z))
    }
    var rows: [[String]] = []
    for (name, key) in [("ink", \Style.ink), ("slant", \Style.slant)] {
      let columns = styles.map { $0.map { $0[keyPath: key] } }
      let same = meanCorrelation(columns, shift: 0)
      let others = meanCorrelation(columns, shift: 1)
      rows.append([name, format(same, 2), format(others, 2)])
      report.metric("\(name)Correlation", same)
      report.metric("\(name)CorrelationOfOthers", others)
    }
    report.table(["correlation between two digits", "same noise", "different noise"], rows)
  }

  /// The mean correlation over all pairs of digits; with a shift, each image is paired with one of other noise.
  private func meanCorrelation(_ columns: [[Double]], shift: Int) -> Double {
    var sum = 0.0
    for a in 0..<10 {
      for b in 0..<a {
        let moved = Array(columns[b].dropFirst(shift) + columns[b].prefix(shift))
        sum += correlation(columns[a], moved)
      }
    }
    return sum / 45
  }

  private func blendLabels(_ report: Report) throws {
    let pairs = [(0, 6), (1, 7), (3, 8), (4, 9), (5, 3), (2, 7)]
    // snippet.blend
    let z = noise(pairs.count, using: run.random("blend"))
    let labels = pairs.flatMap { a, b in
      Tensor.linspace(from: 0, to: 1, count: 10).scalars.map { t in
        (1 - t) * Tensor.oneHot([a], classes: 10) + t * Tensor.oneHot([b], classes: 10)
      }
    }
    let repeated = z.gathered(rows: labels.indices.map { $0 / 10 })
    let images = average.model(repeated, concatenate(labels), .inference)
    // snippet.end
    try report.figure(
      "blend",
      ImageGrid(
        images, columns: 10,
        caption: "Each row: one noise vector, its label blended from one digit to another.",
        rowLabels: pairs.map { "\($0) to \($1)" }))
  }
}
