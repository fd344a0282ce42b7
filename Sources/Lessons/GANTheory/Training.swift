import Figures
import Foundation
import GANKit
import LessonKit

// The first GAN, in the plane, where everything can be seen.

extension GANTheoryLesson {
  // snippet.train
  func train(_ report: Report) throws {
    let (count, size) = (run[Self.iterations], run[Self.batchSize])
    let random = run.random("train")
    let pictures = Snapshots(at: [count / 64, count / 16, count / 8, count / 4, count / 2])
    let health = TrainingHealth(of: players)
    let loop = try report.loop(
      count, every: Loop.interval(of: count), state: [("random", random), ("pictures", pictures)],
      health: health)
    while let i = try loop.next() {
      if pictures.isDue(i) { pictures.append(planeValues(), step: i) }
      players.setLearningRate(run[Self.learningRate] * (1 - Float(i) / Float(count)))
      let fake = players.generator(players.noise(size, using: random), .inference)
      let real = Ring.points(size, using: random)
      let lossD = players.updateDiscriminator(real: real, fake: fake)
      let lossG = players.updateGenerator(players.noise(size, using: random))
      if health.isDue(i, of: count) { health.observe(players, step: i, real: real, run.random("health")) }
      try loop.log(Losses(lossD: lossD, lossG: lossG))
    }
    pictures.append(planeValues(), step: count)
    // snippet.end
    try report.figure(
      "over-time",
      Panels(
        "The first GAN during training", columns: 3,
        zip(pictures.steps, pictures.images).map { step, values in
          planePicture(of: values, title: "iteration \(step)")
        }
      ).sharedRanges())
    try showLosses(loop.history, report)
    try judge(report)
  }

  private func showLosses(_ history: History, _ report: Report) throws {
    try report.figure(
      "losses",
      Chart("Losses of the two players", x: "iteration", y: "loss")
        .line("D", history.column("lossD"), colour: .discriminator, smoothing: 15)
        .line("G", history.column("lossG"), colour: .generator, smoothing: 15)
        .reference(y: 2 * log(2.0), "2 ln 2: D cannot tell").reference(y: log(2.0), "ln 2: D cannot tell"))
  }

  private func judge(_ report: Report) throws {
    let random = run.random("judge")
    let fake = players.generator(players.noise(10_000, using: random), .inference)
    let real = Ring.points(10_000, using: random)
    let coverage = Ring.coverage(of: fake)
    let accuracy = DiscriminatorAccuracy(
      onReal: players.discriminator(real, .inference), onFake: players.discriminator(fake, .inference))
    report.metric("accuracyD", accuracy.overall)
    report.metric("modesCovered", coverage.covered)
    report.metric("goodSamples", coverage.quality)
    report.metric("goodSamplesReal", Ring.coverage(of: real).quality)
    try report.figure("plane", planePicture(fake.rows(0..<1000), title: "After training"))
  }
}
