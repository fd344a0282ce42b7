import Figures
import Foundation
import GANKit
import LessonKit

// Training: what is new is one argument.

extension ConditionalGANLesson {
  // snippet.train
  func train(_ report: Report) throws {
    let (count, size) = (run[Self.steps], run[Self.batchSize])
    let random = run.random("train")
    let batches = Batches(count: digits.train.count, size: size, using: random, keepPartial: false)
    let labels = Tensor.oneHot(digits.train.labels, classes: 10)
    let fixedNoise = Tensor.normal([100, 100], using: run.random("fixed noise"))
    let (snapshots, moments) = (Snapshots(), Snapshots.moments(9, of: count))
    let loop = try report.loop(
      count, every: max(1, count / 400),
      state: [("random", random), ("batches", batches), ("snapshots", snapshots)])
    while let i = try loop.next() {
      if moments.contains(i) { snapshots.append(rowsOfDigits(from: fixedNoise), step: i) }
      let rows = batches.next()
      let (lossD, lossG) = players.trainingStep(
        real: digits.train.images.gathered(rows: rows), labels: labels.gathered(rows: rows), random)
      average.update()
      try loop.log(["lossD": lossD, "lossG": lossG])
    }
    snapshots.append(rowsOfDigits(from: fixedNoise), step: count)
    // snippet.end
    try show(loop.history, report)
    try show(snapshots, report)
  }

  /// A hundred images: ten zeros, ten ones, and so on.
  private func rowsOfDigits(from z: Tensor) -> Tensor {
    average.model.draw((0..<100).map { $0 / 10 }, from: z)
  }

  private func show(_ history: History, _ report: Report) throws {
    var chart = Chart("Losses of the two players", x: "training step", y: "loss")
    for (name, column, colour, level, label) in [
      ("D", "lossD", Palette.discriminator, 2 * log(2.0), "2 ln 2: D cannot tell"),
      ("G", "lossG", Palette.generator, log(2.0), "ln 2: D cannot tell"),
    ] {
      let points = history.column(column)
      let last = points.suffix(max(1, points.count / 10))
      report.metric(column, last.reduce(0) { $0 + $1.value } / Double(last.count))
      chart =
        chart
        .line(name, points, colour: colour, smoothing: 9)
        .reference(y: level, label, colour: colour.opacity(0.6))
    }
    try report.figure("losses", chart.caption("Trained on \(digits.source.note)."))
  }

  private func show(_ snapshots: Snapshots, _ report: Report) throws {
    // One column of the grid: each digit once.
    let column = (0..<10).map { 10 * $0 }
    try report.figure(
      "snapshots",
      ImageGrid(
        concatenate(snapshots.images.map { $0.gathered(rows: column) }), columns: 10,
        caption: "The same ten noise vectors and labels at each moment.",
        rowLabels: snapshots.steps.map { "step \($0)" }, columnLabels: (0..<10).map { "a \($0)" }))
    try report.figure(
      "samples",
      ImageGrid(
        snapshots.images[snapshots.images.count - 1], columns: 10,
        caption:
          "After \(run[Self.steps]) steps on \(digits.source.note): a row for each label. Nothing was selected.",
        rowLabels: (0..<10).map(String.init)))
    try report.animation("rows", Animation(snapshots, columns: 10, scale: 2, title: "A row for each label"))
  }
}
