import Figures
import GANKit
import LessonKit

// The training loop, and the figures of what was learnt.

extension VanillaGANLesson {
  // snippet.train
  func train(_ report: Report) throws {
    let (count, size) = (run[Self.iterations], run[Self.batchSize])
    let random = run.random("train")
    let batches = Batches(count: digits.train.count, size: size, using: random, keepPartial: false)
    let fixedNoise = noise(10, using: run.random("fixed noise"))
    let snapshots = Snapshots(at: Snapshots.moments(9, of: count))
    let health = TrainingHealth(of: players)
    let loop = try report.loop(
      count, every: Loop.interval(of: count),
      state: [("random", random), ("batches", batches), ("snapshots", snapshots)], health: health)
    while let i = try loop.next() {
      if snapshots.isDue(i) { snapshots.append(average.model(fixedNoise, .inference), step: i) }
      let real = digits.train.images.gathered(rows: batches.next())
      let losses = players.update(real: real, random)
      average.update()
      if health.isDue(i, of: count) { health.observe(players, step: i, real: real, run.random("health")) }
      try loop.log(losses)
    }
    snapshots.append(average.model(fixedNoise, .inference), step: count)
    // snippet.end
    try report.curves(
      "losses", "Losses of the two players", of: loop.history,
      [.discriminator(), .generator()],
      caption: "Trained on \(digits.source.note).")
    try report.figure(
      "snapshots",
      ImageGrid(
        concatenate(snapshots.images), columns: 10,
        caption: "One column for each of ten fixed noise vectors. Drawn by the moving average of G.",
        rowLabels: snapshots.steps.map { "iteration \($0)" }))
    let fake = generate(100, "after training")
    try report.figure(
      "samples",
      ImageGrid(
        fake, columns: 10, caption: "After \(count) iterations on \(digits.source.note). Not selected."))
    let accuracy = DiscriminatorAccuracy(
      onReal: players.discriminator(digits.test.images.rows(0..<1000), .inference),
      onFake: players.discriminator(generate(1000, "accuracy"), .inference))
    report.metric("accuracyD", accuracy.overall)
  }
}
