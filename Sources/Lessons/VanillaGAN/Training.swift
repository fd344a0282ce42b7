import Figures
import Foundation
import GANKit
import Judges
import LessonKit

// Training, and what it came to.

extension VanillaGANLesson {
  // snippet.train
  func train(_ report: Report) throws {
    let (count, size) = (run[Self.steps], run[Self.batchSize])
    let random = run.random("train")
    let batches = Batches(count: digits.train.count, size: size, using: random, keepPartial: false)
    let fixedNoise = Tensor.normal([10, latentSize], using: run.random("fixed noise"))
    let (snapshots, moments) = (Snapshots(), Snapshots.moments(9, of: count))
    let health = TrainingHealth(of: players)
    let loop = try report.loop(
      count, every: max(1, count / 400),
      state: [("random", random), ("batches", batches), ("snapshots", snapshots)], health: health)
    while let i = try loop.next() {
      if moments.contains(i) { snapshots.append(average.model(fixedNoise, .inference), step: i) }
      let real = digits.train.images.gathered(rows: batches.next())
      let (lossD, lossG) = players.trainingStep(real: real, random)
      average.update()
      if health.isDue(i, of: count) { health.observe(players, step: i, real: real, run.random("health")) }
      try loop.log(["lossD": lossD, "lossG": lossG])
    }
    snapshots.append(average.model(fixedNoise, .inference), step: count)
    // snippet.end
    try report.curves(
      "losses", "Losses of the two players", of: loop.history,
      [
        Curve(
          "D", "lossD", colour: Palette.discriminator, level: 2 * log(2.0), "2 ln 2: D cannot tell"),
        Curve("G", "lossG", colour: Palette.generator, level: log(2.0), "ln 2: D cannot tell"),
      ],
      caption: "Trained on \(digits.source.note).")
    try report.figure(
      "snapshots",
      ImageGrid(
        concatenate(snapshots.images), columns: 10,
        caption: "One column for each of ten fixed noise vectors.",
        rowLabels: snapshots.steps.map { "step \($0)" }))
    let fake = generate(100, "after training")
    try report.figure(
      "samples",
      ImageGrid(
        fake, columns: 10, caption: "After \(count) steps on \(digits.source.note). Nothing was selected."))
    let real = digits.test.images.rows(0..<1000)
    report.metric(
      "accuracyD", players.discriminatorAccuracy(real: real, fake: generate(1000, "accuracy")))
  }

  func judge(_ report: Report) throws {
    let classifier = try trainedClassifier(report)
    let judge = DigitJudge(classifier: classifier, reference: digits.test.images)
    let samples = generate(run[Self.samples], "judge")
    let quality = judge.quality(of: samples)
    let real = judge.quality(of: digits.train.images.rows(0..<min(10_000, digits.train.count)))
    report.table(
      ["", "generated", "real training images", "best possible"],
      [
        ["digit score", number(quality.digitScore), number(real.digitScore), "10"],
        ["Frechet distance", number(quality.frechetDistance), number(real.frechetDistance), "0"],
        ["mean confidence", number(quality.meanConfidence), number(real.meanConfidence), "1"],
        ["rarest digit's share", number(quality.smallestShare), number(real.smallestShare), "0.1"],
      ])
    report.metric("digitScore", quality.digitScore)
    report.metric("frechetDistance", quality.frechetDistance)
    report.metric("smallestShare", quality.smallestShare)
    report.metric("meanConfidence", quality.meanConfidence)
    report.metric("frechetDistanceReal", real.frechetDistance)
    try report.samples("generated", samples)
    try report.figure(
      "classes",
      Chart("What the classifier reads", x: "digit", y: "share of the samples")
        .bars("", (0..<10).map(String.init), quality.classShares, colour: .generated)
        .reference(y: 0.1, "all digits alike")
        .caption("\(samples.shape[0]) generated images. Trained on \(digits.source.note)."))
  }

  private func number(_ value: Double) -> String { String(format: "%.2f", value) }
}
