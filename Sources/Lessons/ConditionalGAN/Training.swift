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
    let fixedNoise = Tensor.normal([100, latentSize], using: run.random("fixed noise"))
    let (snapshots, moments) = (Snapshots(), Snapshots.moments(6, of: count))
    let health = TrainingHealth(of: players)
    let loop = try report.loop(
      count, every: max(1, count / 400),
      state: [("random", random), ("batches", batches), ("snapshots", snapshots)], health: health)
    while let i = try loop.next() {
      if moments.contains(i) { snapshots.append(rowsOfDigits(from: fixedNoise), step: i) }
      let rows = batches.next()
      let (real, asked) = (digits.train.images.gathered(rows: rows), labels.gathered(rows: rows))
      let (lossD, lossG) = players.trainingStep(real: real, labels: asked, random)
      average.update()
      if health.isDue(i, of: count) {
        health.observe(players, step: i, real: real, labels: asked, run.random("health"))
      }
      try loop.log(["lossD": lossD, "lossG": lossG])
    }
    snapshots.append(rowsOfDigits(from: fixedNoise), step: count)
    // snippet.end
    try report.curves(
      "losses", "Losses of the two players", of: loop.history,
      [
        Curve("D", "lossD", colour: Palette.discriminator, level: 2 * log(2.0), "2 ln 2: D cannot tell"),
        Curve("G", "lossG", colour: Palette.generator, level: log(2.0), "ln 2: D cannot tell"),
      ], caption: "Trained on \(digits.source.note).")
    try show(snapshots, report)
  }

  /// A hundred images: ten zeros, ten ones, and so on.
  private func rowsOfDigits(from z: Tensor) -> Tensor {
    average.model.draw((0..<100).map { $0 / 10 }, from: z)
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
    try report.figure(
      "rows", Animation(snapshots, columns: 10, scale: 2, title: "A row for each label"),
      caption: "(moves in a browser)")
  }
}
