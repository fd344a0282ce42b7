import Figures
import Foundation
import GANKit
import LessonKit

// The training loop: learned players beside the perfect ones.

extension IdealDiscriminatorLesson {
  // snippet.train
  func train(_ report: Report) throws {
    let (count, size) = (run[Self.iterations], run[Self.batchSize])
    let random = run.random("train")
    let pictures = Snapshots(at: [count / 64, count / 16, count / 4])
    let health = TrainingHealth(of: players)
    let loop = try report.loop(
      count, every: Loop.interval(of: count), state: [("random", random), ("pictures", pictures)],
      health: health)
    while let i = try loop.next() {
      if pictures.isDue(i) { pictures.append(lineValues(), step: i) }
      // Constant rates, then falling to zero over the second half.
      let left = 1 - Float(i) / Float(count)
      players.setLearningRate(run[Self.learningRate] * min(1, 2 * left))
      var lossD: Float = 0
      for _ in 0..<run[Self.updatesD] {
        let fake = players.generate(noise(size, using: random))
        lossD = players.updateDiscriminator(real: Self.target.samples(size, using: random), fake: fake)
      }
      let lossG = players.updateGenerator(noise(size, using: random), .nonSaturating)
      if health.isDue(i, of: count) { health.observe(players, Self.target, step: i, run.random("health")) }
      try loop.log(Losses(lossD: lossD, lossG: lossG))
    }
    pictures.append(lineValues(), step: count)
    // snippet.end
    try report.figure(
      "over-time",
      Panels(
        "Learned players beside the perfect ones", columns: 2,
        zip(pictures.steps, pictures.images).map { lineChart("iteration \($0)", of: $1) }
      ).sharedRanges())
    try report.figure(
      "losses",
      Chart("Losses of the two players", x: "iteration", y: "loss")
        .line("D", loop.history.column("lossD"), colour: .discriminator, smoothing: 15)
        .line("G", loop.history.column("lossG"), colour: .generator, smoothing: 15)
        .reference(y: 2 * log(2.0), "2 ln 2: D cannot tell").reference(y: log(2.0), "ln 2: D cannot tell"))
    let fake = players.generate(noise(10_000, using: run.random("judge")))
    report.metric("ks", kolmogorovSmirnovDistance(fake))
    report.metric(
      "ksOfRealSamples",
      kolmogorovSmirnovDistance(Self.target.samples(10_000, using: run.random("judge real"))))
    let real = Self.target.samples(10_000, using: run.random("judge D"))
    let accuracy = DiscriminatorAccuracy(onReal: players.decide(real), onFake: players.decide(fake))
    report.metric("accuracyD", accuracy.overall)
  }
}
