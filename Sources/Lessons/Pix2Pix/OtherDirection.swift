import Figures
import GANKit
import LessonKit

// From photos to maps: for each input there is one right answer. Does G still need D?

extension Pix2PixLesson {
  func showOtherDirection(_ report: Report) throws {
    let pictures = pictures.reversed
    let outcomes = try outcomes(of: Variant.reversed(lambda: run[Self.lambda]), on: pictures, report)
    report.table(
      ["the other direction", "accuracy / real", "L1 to target", "constant / L1"],
      outcomes.map { outcome in
        [
          outcome.variant.name, format(outcome.accuracyRatio, 2), format(outcome.quality.distance, 2),
          format(pictures.constantDistance, 2),
        ]
      })
    for outcome in outcomes {
      report.metric("\(outcome.variant.key)Accuracy", outcome.quality.accuracy)
    }
    report.metric("reversedConstantDistance", pictures.constantDistance)
    try show("reversed", outcomes, pictures, report)
  }
}
