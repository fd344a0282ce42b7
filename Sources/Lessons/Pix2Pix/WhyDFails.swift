import Figures
import GANKit
import LessonKit

// Without L1, D cannot tell what a person tells at a glance. Is it too small, too fast, or is G too fast for it?

extension Pix2PixLesson {
  /// - Parameter outcome: of the variant without L1, with which the others are compared.
  func showWhyDFails(without outcome: Outcome, _ report: Report) throws {
    let outcomes = [outcome] + (try outcomes(of: Variant.suspects, on: pictures, report))
    report.table(
      ["without L1", "D's loss", "D right", "sharpness / real", "accuracy / real"],
      outcomes.map { outcome in
        [
          outcome.variant.name, format(outcome.lossD, 2), percent(outcome.accuracyD, 0),
          format(outcome.sharpnessRatio, 2), format(outcome.accuracyRatio, 2),
        ]
      })
    try show("without-l1", outcomes, pictures, report)
  }
}
