import Figures
import GANKit
import LessonKit

// What each part of the design is for: variants without it, trained alike.

extension Pix2PixLesson {
  func showWhatBreaks(_ report: Report) throws {
    let outcomes = try outcomes(of: Variant.parts(lambda: run[Self.lambda]), on: pictures, report)
    report.table(
      [
        "trained with", "accuracy / real", "sharpness / real", "L1 to target", "similarity", "D's loss",
        "D right",
      ],
      outcomes.map { outcome in
        let measured = [
          outcome.accuracyRatio, outcome.sharpnessRatio, outcome.quality.distance, outcome.quality.similarity,
        ].map { format($0, 2) }
        let ofD =
          outcome.hasD ? [format(outcome.lossD, 2), percent(outcome.accuracyD, 0)] : ["none", "none"]
        return [outcome.variant.name] + measured + ofD
      })
    try show("variants", outcomes, pictures, report)
    try showWhyDFails(without: outcomes[2], report)
    try showOtherDirection(report)
  }

  /// A figure of what variants make of a few test inputs.
  func show(_ name: String, _ outcomes: [Outcome], _ pictures: Pictures, _ report: Report) throws {
    let rows = pictures.examples(5)
    let images = [pictures.testInputs] + outcomes.map(\.outputs) + [pictures.testTargets]
    try report.figure(
      name,
      ImageGrid(
        concatenate(images.map { $0.gathered(rows: rows) }),
        columns: rows.count, scale: pictures.scale,
        caption: "After \(run[Self.exhibitIterations]) iterations each on \(pictures.source.note).",
        rowLabels: ["input"] + outcomes.map(\.variant.name) + ["target"]))
  }
}
