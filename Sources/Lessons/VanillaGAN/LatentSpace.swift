import Figures
import GANKit
import LessonKit
import ReportFigures

// The latent space: paths through it, and directions in it.

extension VanillaGANLesson {
  func walkLatentSpace(_ report: Report) throws {
    // snippet.walk
    let ends = noise(12, using: run.random("walk"))
    let arcs = (0..<6).map { row in
      LatentSpace.arc(
        from: ends.rows(2 * row..<2 * row + 1).reshaped(to: [latentSize]),
        to: ends.rows(2 * row + 1..<2 * row + 2).reshaped(to: [latentSize]), count: 10)
    }
    let walk = average.model(concatenate(arcs), .inference)
    // snippet.end
    try report.figure(
      "walk",
      ImageGrid(walk, columns: 10, caption: "Each row: ten points on the arc between two noise vectors."))
    try addDirections(report)
  }

  /// Adds the difference of two digits' mean noise vectors to the noise of one of them.
  private func addDirections(_ report: Report) throws {
    let classifier = try report.digitClassifier(for: digits)
    let z = noise(run[Self.samples], using: run.random("arithmetic"))
    let read = classifier.probabilities(of: average.model(z, .inference)).argmax()
    let rows = (0..<10).map { digit in read.indices.filter { read[$0] == digit } }
    // The two digits that are read most often, so that both means are taken over many vectors.
    let common = (0..<10).sorted { rows[$0].count > rows[$1].count }
    let (from, to) = (common[0], common[1])
    guard rows[to].count >= 20 else {
      return report.say("There are too few readable digits for arithmetic with them: train for longer.")
    }
    let few = min(300, rows[from].count)  // for the measure of variety, whose time grows with the square
    // snippet.arithmetic
    let meanFrom = z.gathered(rows: rows[from]).mean(axes: [0])
    let meanTo = z.gathered(rows: rows[to]).mean(axes: [0])
    let direction = meanTo - meanFrom
    let starts = z.gathered(rows: rows[from])
    func moved(_ k: Int, scaled: Bool) -> Tensor {
      let sums = starts + Float(k) * direction
      return scaled ? sums * (Float(latentSize).squareRoot() / lengths(of: sums)) : sums
    }
    // snippet.end
    let drawn = average.model(starts, .inference)
    var table: [[String]] = []
    for k in 0...3 {
      var row = ["k = \(k)", format(lengths(of: moved(k, scaled: false)).mean().scalar, 1)]
      for scaled in [false, true] {
        let images = average.model(moved(k, scaled: scaled), .inference)
        let readings = classifier.probabilities(of: images).argmax()
        let share = Double(readings.count { $0 == to }) / Double(readings.count)
        let variety = diversity(of: images.rows(0..<few), relativeTo: drawn.rows(0..<few))
        row += [percent(share), format(variety, 2)]
        guard k == 3 else { continue }
        report.metric(scaled ? "movedShareScaled" : "movedShare", share)
        report.metric(scaled ? "movedVarietyScaled" : "movedVariety", variety)
      }
      table.append(row)
    }
    report.table(
      [
        "noise of a \(from) + k (mean noise of \(to) - mean noise of \(from))", "mean length",
        "read as \(to)", "variety", "scaled to length 10: read as \(to)", "variety",
      ], table)
    let shown = min(10, starts.shape[0])
    let pictures = [false, true].flatMap { scaled in
      (scaled ? 1..<4 : 0..<4).map { average.model(moved($0, scaled: scaled).rows(0..<shown), .inference) }
    }
    try report.figure(
      "arithmetic",
      ImageGrid(
        concatenate(pictures), columns: shown,
        caption: "From \(from) towards \(to): the difference of two mean noise vectors, added k times.",
        rowLabels: (0..<4).map { "k = \($0)" } + (1..<4).map { "k = \($0), scaled" }))
  }

  /// The length of each row, `[N, 1]`.
  private func lengths(of vectors: Tensor) -> Tensor {
    sqrt(square(vectors).sum(axes: [1], keepingDimensions: true))
  }
}
