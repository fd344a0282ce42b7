import Figures
import GANKit
import LessonKit

// The pairs that are learnt from.

extension Pix2PixLesson {
  func showPairs(_ report: Report) throws {
    let palette = LabelPalette(of: pictures.trainMaps)
    report.table(
      ["", "pairs"], [["train", "\(pictures.trainInputs.shape[0])"], ["test", "\(pictures.testCount)"]])
    report.metric("trainPairs", pictures.trainInputs.shape[0])
    report.metric("testPairs", pictures.testCount)
    report.metric("labels", palette.colours.count)
    report.metric("constantDistance", pictures.constantDistance)
    let rows = pictures.examples(8)
    try report.figure(
      "examples",
      ImageGrid(
        concatenate([
          pictures.testInputs.gathered(rows: rows), pictures.testTargets.gathered(rows: rows),
        ]), columns: rows.count, caption: "Test pairs: \(pictures.source.note).",
        rowLabels: ["input", "target"]))
  }
}
