import Figures
import Foundation
import GANKit
import LessonKit
import ReportFigures

// The training loop on digits. That on faces is in Faces.swift.

extension DCGANLesson {
  // snippet.train
  func train(_ report: Report) throws {
    let (count, size) = (run[Self.iterations], run[Self.batchSize])
    let random = run.random("train")
    let batches = Batches(count: digits.train.count, size: size, using: random, keepPartial: false)
    let fixedNoise = noise(20, using: run.random("fixed noise"))
    let snapshots = Snapshots(at: Snapshots.evenMoments(run[Self.frames], of: count))
    let health = TrainingHealth(of: players)
    let loop = try report.loop(
      count, every: Loop.interval(of: count),
      state: [("random", random), ("batches", batches), ("snapshots", snapshots)], health: health)
    while let i = try loop.next() {
      if snapshots.isDue(i) { snapshots.append(average.model(fixedNoise, .inference), step: i) }
      let real = digits.train.images.gathered(rows: batches.next())
      if run[Self.fallingRates] { players.settle(Float(i) / Float(count)) }
      let losses = players.update(real: real, random)
      average.update()
      if health.isDue(i, of: count) { health.observe(players, step: i, real: real, run.random("health")) }
      try loop.log(losses)
    }
    snapshots.append(average.model(fixedNoise, .inference), step: count)
    // snippet.end
    let trained = "Trained on \(digits.source.note)."
    try report.curves(
      "losses", "Losses of the two players", of: loop.history,
      [.discriminator(), .generator()], caption: trained)
    try report.animation(
      "snapshots",
      Animation(snapshots, columns: 10, title: "The same noise during training", caption: trained))
    try report.figure(
      "samples",
      ImageGrid(
        generate(100, "after training"), columns: 10,
        caption: "After \(count) iterations on \(digits.source.note). Not selected."))
    report.metric("epochs", Double(count * size) / Double(digits.train.count))
  }
}
