import Figures
import GANKit
import LessonKit

// Test images: G's translations of inputs that it has never seen, and how much they depend on noise.

extension Pix2PixLesson {
  func showTranslations(_ report: Report) throws {
    let outputs = players.generator.translations(of: pictures.testInputs, noise: run.random("translations"))
    let rows = pictures.examples(16)
    let triples = rows.flatMap { row in
      [pictures.testInputs, outputs, pictures.testTargets].map { $0.rows(row..<row + 1) }
    }
    try report.figure(
      "test",
      ImageGrid(
        concatenate(triples), columns: 6, scale: pictures.scale,
        caption: "Test pairs of \(pictures.source.note), spread evenly over the set. None was selected.",
        columnLabels: [String](repeating: "", count: 2).flatMap { _ in ["input", "output", "target"] }))
    try report.samples("translations", outputs)
    try showNoise(report)
    try showBothWays(outputs, report)
  }

  private func showNoise(_ report: Report) throws {
    // snippet.noise
    let inputs = pictures.testInputs.gathered(rows: pictures.examples(5))
    let first = players.generator.translations(of: inputs, noise: run.random("noise 1"))
    let second = players.generator.translations(of: inputs, noise: run.random("noise 2"))
    let difference = abs(first - second)
    let without = players.generator(inputs, .inference)
    // snippet.end
    let mean = difference.mean().scalar
    report.metric("noiseDifference", mean)
    report.metric(
      "distanceToTarget",
      meanAbsoluteError(
        first, pictures.testTargets.gathered(rows: pictures.examples(5))
      ).scalar)
    try report.figure(
      "noise",
      ImageGrid(
        concatenate([inputs, first, second, min(4 * difference, Tensor(2)) - 1, without]),
        columns: inputs.shape[0], scale: pictures.scale,
        caption:
          "The same inputs twice, with other dropout; how far the two differ, four times enlarged; and "
          + "without dropout.",
        rowLabels: ["input", "once", "again", "difference", "no dropout"]))
  }
}
