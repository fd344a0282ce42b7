import Figures
import GANKit
import LessonKit

// The pairs that are learnt from.

extension Pix2PixLesson {
  func showPairs(_ report: Report) throws {
    let palette = LabelPalette(of: pictures.trainMaps)
    report.table(
      ["", "pairs"], [["train", "\(pictures.trainCount)"], ["test", "\(pictures.testCount)"]])
    report.metric("trainPairs", pictures.trainCount)
    report.metric("testPairs", pictures.testCount)
    report.metric("labels", palette.colours.count)
    report.table(
      ["the same answer for every input", "mean absolute error on test targets"],
      [
        ["one colour, the mean of all", format(pictures.constantDistance, 3)],
        ["one picture, the mean of all", format(pictures.meanTargetDistance, 3)],
      ])
    report.metric("constantDistance", pictures.constantDistance)
    report.metric("meanTargetDistance", pictures.meanTargetDistance)
    try showPalette(palette, report)
    let rows = pictures.examples(5)
    try report.figure(
      "examples",
      ImageGrid(
        concatenate([
          pictures.testInputs.gathered(rows: rows), pictures.testTargets.gathered(rows: rows),
        ]), columns: rows.count, scale: pictures.scale, caption: "Test pairs: \(pictures.source.note).",
        rowLabels: ["input", "target"]))
  }

  /// The colours of the maps, with the share of the pixels that each has.
  private func showPalette(_ palette: LabelPalette, _ report: Report) throws {
    let labels = palette.labels(of: pictures.testMaps)
    let order = palette.colours.indices.map { label in (label, labels.count { $0 == label }) }
      .sorted { ($0.1, $1.0) > ($1.1, $0.0) }
    let side = 24
    try report.figure(
      "palette",
      ImageGrid(
        concatenate(
          order.map { label, _ in
            palette.map(of: [Int](repeating: label, count: side * side), shape: [1, side, side, 3])
          }), columns: order.count, scale: 4,
        caption: "The \(order.count) labels of the maps, with their shares of the pixels of the test maps.",
        columnLabels: order.map { percent(Double($0.1) / Double(labels.count), 1) }))
  }
}
