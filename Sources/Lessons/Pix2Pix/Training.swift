import Figures
import GANKit
import LessonKit
import ReportFigures

// The training loop, and the figures of what was learnt.

extension Pix2PixLesson {
  // snippet.train
  func train(_ report: Report) throws {
    let (count, size) = (run[Self.iterations], run[Self.size])
    let random = run.random("train")
    let batches = Batches(
      count: pictures.trainCount, size: min(run[Self.batchSize], pictures.trainCount), using: random,
      keepPartial: false)
    let decay = LinearDecay(from: run[Self.learningRate], of: count)
    let snapshots = Snapshots(at: Snapshots.moments(6, of: count))
    let (health, few) = (TrainingHealth(of: players, limits: .forPairs), pictures.examples(8))
    let watched = (pictures.testInputs.gathered(rows: few), pictures.testTargets.gathered(rows: few))
    let interval = Loop.interval(of: count)
    let loop = try report.loop(
      count, every: interval,
      state: [("random", random), ("batches", batches), ("snapshots", snapshots)], health: health)
    while let i = try loop.next() {
      if snapshots.isDue(i) { snapshots.append(exampleTranslations(), step: i) }
      players.setLearningRate(decay.rate(at: i))
      let (inputs, targets) = try pictures.trainingBatch(rows: batches.next())
      let (input, target) = jittered(inputs, targets, size: size, using: random)
      let losses = players.update(input: input, target: target, random)
      if health.isDue(i, of: count) {
        health.observe(players, step: i, input: watched.0, target: watched.1)
      }
      if i % (5 * interval) == 0 || i == count - 1 { try loop.log(["testDistance": testDistance()]) }
      try loop.log(losses)
    }
    snapshots.append(exampleTranslations(), step: count)
    // snippet.end
    try report.curves(
      "losses", "D's loss, and the adversarial part of G's", of: loop.history,
      [.discriminator(halved: true), .generator()], caption: "Trained on \(pictures.source.note).")
    try report.curves(
      "distance", "Mean absolute error of translations", y: "L1, images in [-1, 1]", of: loop.history,
      [
        Curve(
          "training pairs", "distance", colour: Palette.generator,
          level: pictures.constantDistance, "one colour for all pixels"),
        Curve(
          "test pairs", "testDistance", colour: Palette.discriminator,
          level: pictures.constantDistance, "one colour for all pixels"),
      ], caption: "Trained on \(pictures.source.note). Images lie in [-1, 1].")
    try show(snapshots, report)
  }

  /// The first examples' translations, with the same dropout each time.
  private func exampleTranslations() -> Tensor {
    players.generator.translations(
      of: pictures.testInputs.gathered(rows: pictures.examples(5)), noise: run.random("snapshots"))
  }

  /// The mean absolute error of a few test pairs, with the same dropout each time. Beside that of training pairs it shows
  /// how much of what is learnt carries over.
  private func testDistance() -> Float {
    let rows = pictures.examples(24)
    let outputs = players.generator.translations(
      of: pictures.testInputs.gathered(rows: rows), noise: run.random("test distance"))
    return meanAbsoluteError(outputs, pictures.testTargets.gathered(rows: rows)).scalar
  }

  private func show(_ snapshots: Snapshots, _ report: Report) throws {
    let rows = pictures.examples(5)
    try report.figure(
      "snapshots",
      ImageGrid(
        concatenate([pictures.testInputs.gathered(rows: rows)] + snapshots.images), columns: rows.count,
        scale: pictures.scale,
        caption: "Test images at several moments of the training on \(pictures.source.note).",
        rowLabels: ["input"] + snapshots.steps.map { "iteration \($0)" }))
  }
}
