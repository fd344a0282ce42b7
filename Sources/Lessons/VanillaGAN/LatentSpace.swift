import Figures
import GANKit
import LessonKit

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
    // snippet.arithmetic
    let meanFrom = z.gathered(rows: rows[from]).mean(axes: [0])
    let meanTo = z.gathered(rows: rows[to]).mean(axes: [0])
    let direction = meanTo - meanFrom
    let starts = z.gathered(rows: rows[from])
    let shares = [Float(0), 1, 2, 3].map { factor in
      let moved = average.model(starts + factor * direction, .inference)
      let readings = classifier.probabilities(of: moved).argmax()
      return Double(readings.count { $0 == to }) / Double(readings.count)
    }
    // snippet.end
    report.table(
      ["noise of a \(from) + k (mean noise of \(to) - mean noise of \(from))", "read as \(to)"],
      zip(0..., shares).map { ["k = \($0)", percent($1)] })
    report.metric("movedShare", shares[3])
    let few = starts.rows(0..<min(10, starts.shape[0]))
    let pictures = (0..<4).map { average.model(few + Float($0) * direction, .inference) }
    try report.figure(
      "arithmetic",
      ImageGrid(
        concatenate(pictures), columns: few.shape[0],
        caption: "From \(from) towards \(to): the difference of two mean noise vectors, added k times.",
        rowLabels: (0..<4).map { "k = \($0)" }))
  }
}
