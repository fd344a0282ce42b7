import Figures
import Foundation
import GANKit
import LessonKit

// Training on digits, and what it came to.

extension DCGANLesson {
  // snippet.train
  func train(_ report: Report) throws {
    let (count, size) = (run[Self.steps], run[Self.batchSize])
    let random = run.random("train")
    let batches = Batches(count: digits.train.count, size: size, using: random, keepPartial: false)
    let fixedNoise = Tensor.normal([20, latentSize], using: run.random("fixed noise"))
    let (snapshots, moments) = (Snapshots(), Snapshots.evenMoments(run[Self.frames], of: count))
    let health = TrainingHealth(of: players)
    let loop = try report.loop(
      count, every: max(1, count / 400),
      state: [("random", random), ("batches", batches), ("snapshots", snapshots)], health: health)
    while let i = try loop.next() {
      if moments.contains(i) { snapshots.append(average.model(fixedNoise, .inference), step: i) }
      let real = digits.train.images.gathered(rows: batches.next())
      let outcome = players.trainingStep(real: real, random)
      average.update()
      if health.isDue(i, of: count) { health.observe(players, step: i, real: real, run.random("health")) }
      try loop.log(["lossD": outcome.lossD, "lossG": outcome.lossG])
    }
    snapshots.append(average.model(fixedNoise, .inference), step: count)
    // snippet.end
    let trained = "Trained on \(digits.source.note)."
    try report.curves(
      "losses", "Losses of the two players", of: loop.history,
      [
        Curve("D", "lossD", colour: Palette.discriminator, level: 2 * log(2.0), "2 ln 2: D cannot tell"),
        Curve("G", "lossG", colour: Palette.generator, level: log(2.0), "ln 2: D cannot tell"),
      ], caption: trained)
    try report.animation(
      "snapshots", Animation(snapshots, columns: 10, title: "The same noise, step by step", caption: trained))
    try report.figure(
      "samples",
      ImageGrid(
        generate(100, "after training"), columns: 10,
        caption: "After \(count) steps on \(digits.source.note). Nothing was selected."))
    report.metric("epochs", Double(count * size) / Double(digits.train.count))
  }
}
