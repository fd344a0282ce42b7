import Figures
import Foundation
import GANKit
import LessonKit

// The trained generators' translations of test pictures, beside the right ones, which they never saw.

extension CycleGANLesson {
  func showTranslations(_ report: Report) throws {
    let judge = domains.areHerds ? try coatClassifier() : nil
    let (aToB, bToA) = scores(players, on: domains, judge: judge)
    try report.figure("diagram", cycleDiagram(title: "The two cycles, after training"))
    let names = domains.names
    try showRows(
      "a-to-b", domains.testA, aToB, truth: domains.truth?.ofA,
      labels: ["\(names.a) a", "G(a)", "the truth", "F(G(a))"], domains, report)
    try showRows(
      "b-to-a", domains.testB, bToA, truth: domains.truth?.ofB,
      labels: ["\(names.b) b", "F(b)", "the truth", "G(F(b))"], domains, report)
    showTable([("\(names.a) to \(names.b)", aToB), ("\(names.b) to \(names.a)", bToA)], report)
    record(aToB, "AToB", report)
    record(bToA, "BToA", report)
    compareOverlaps(report)
    try report.samples("a-to-b", aToB.translated)
    try report.samples("b-to-a", bToA.translated)
  }

  /// What the overlap of bodies is for striped animals that stand a little aside, and for those of another picture.
  private func compareOverlaps(_ report: Report) {
    guard domains.areHerds, let truth = domains.truth?.ofA, truth.shape[0] > 1 else { return }
    let moved = truth.movedRight(by: truth.shape[2] / 16)
    let others = concatenate([truth.rows(1..<truth.shape[0]), truth.rows(0..<1)])
    report.metric("overlapMoved", bodyOverlap(moved, truth))
    report.metric("overlapOfOthers", bodyOverlap(others, truth))
  }

  /// Test pictures, their translations, the truth if it is known, and the pictures translated back.
  func showRows(
    _ name: String, _ pictures: Tensor, _ score: Score, truth: Tensor?, labels: [String], _ domains: Domains,
    _ report: Report
  ) throws {
    let count = min(8, pictures.shape[0])
    let rows: [Tensor?] = [pictures, score.translated, truth, score.returned]
    try report.figure(
      name,
      ImageGrid(
        concatenate(rows.compactMap { $0?.rows(0..<count) }), columns: count,
        caption: "Test pictures. Nothing was selected. Trained on \(domains.source.note).",
        rowLabels: zip(labels, rows).filter { $1 != nil }.map(\.0)))
  }

  /// A row for each direction, with all that could be measured.
  func showTable(_ scores: [(name: String, score: Score)], _ report: Report) {
    let columns: [(String, (Score) -> Double?, String)] = [
      ("change sides", { $0.changed.map { 100 * $0 } }, "%.1f %%"),
      ("cycle error", { $0.cycleError }, "%.3f"),
      ("error", { $0.error }, "%.3f"),
      ("untranslated", { $0.untranslatedError }, "%.3f"),
      ("ratio", { $0.ratio }, "%.2f"),
      ("where nothing should change", { $0.backgroundError }, "%.3f"),
      ("overlap of bodies", { $0.overlap }, "%.2f"),
    ]
    let known = columns.filter { column in scores.contains { column.1($0.score) != nil } }
    report.table(
      [""] + known.map(\.0),
      scores.map { name, score in
        [name] + known.map { column in column.1(score).map { String(format: column.2, $0) } ?? "" }
      })
  }

  /// Records all that could be measured of one direction.
  func record(_ score: Score, _ ending: String, _ report: Report) {
    let findings: [(String, Double?)] = [
      ("changed", score.changed), ("cycleError", score.cycleError), ("error", score.error),
      ("untranslatedError", score.untranslatedError), ("ratio", score.ratio),
      ("backgroundError", score.backgroundError), ("overlap", score.overlap),
    ]
    for case (let name, let value?) in findings { report.metric(name + ending, value) }
  }
}
