import Figures
import Foundation
import GANKit
import LessonKit

// The training loop: learned players beside the perfect ones.

extension IdealDiscriminatorLesson {
  // snippet.train
  func train(_ report: Report) throws {
    let (count, size, interval) = (
      run[Self.iterations], run[Self.batchSize], Loop.interval(of: run[Self.iterations], rows: 200)
    )
    let random = run.random("train")
    let pictures = Snapshots(at: [count / 64, count / 16, count / 4])
    let health = TrainingHealth(of: players)
    let loop = try report.loop(
      count, every: interval, state: [("random", random), ("pictures", pictures)], health: health)
    while let i = try loop.next() {
      if pictures.isDue(i) { pictures.append(lineValues(), step: i) }
      if i.isMultiple(of: interval) { try loop.log(gapToIdeal()) }
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
        zip(pictures.steps, pictures.images).map { lineChart("iteration \(grouped($0))", of: $1) }
      ).sharedRanges())
    try showGap(loop.history, report)
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

  /// How far D is from D*, to be logged.
  private func gapToIdeal() -> KeyValuePairs<String, Double> {
    let gap = DiscriminatorGap(players, target: Self.target)
    return ["gap": gap.learned, "gapOfHalf": gap.undecided]
  }

  private func showGap(_ history: History, _ report: Report) throws {
    let (learned, undecided) = (history.column("gap"), history.column("gapOfHalf"))
    func mean(_ values: [(step: Int, value: Double)]) -> Double {
      values.reduce(0) { $0 + $1.value } / Double(values.count)
    }
    try report.figure(
      "gap",
      Chart("How far the learned D is from D*", x: "iteration", y: "mean of |D - D*|")
        .line("a D that always answers 1/2", undecided, colour: .reference)
        .line("the learned D", learned, colour: .discriminator).logarithmicY())
    report.metric("gap", mean(learned))
    report.metric("gapOfHalf", mean(undecided))
  }
}
