import Datasets
import Figures
import Foundation
import GANKit
import Judges
import LessonKit

// The first GAN, in the plane, where everything can be seen.

extension GANTheoryLesson {
  // snippet.train
  func train(_ report: Report) throws {
    let (count, size, interval) = (
      run[Self.iterations], run[Self.batchSize], Loop.interval(of: run[Self.iterations])
    )
    let random = run.random("train")
    let watched = players.noise(1000, using: run.random("coverage"))
    let pictures = Snapshots(at: [count / 64, count / 16, count / 8, count / 4, count / 2])
    let health = TrainingHealth(of: players)
    let loop = try report.loop(
      count, every: interval, state: [("random", random), ("pictures", pictures)], health: health)
    while let i = try loop.next() {
      if pictures.isDue(i) { pictures.append(planeValues(), step: i) }
      if i.isMultiple(of: interval) { try loop.log(coverage(of: players, from: watched)) }
      players.setLearningRate(run[Self.schedule].rate(run[Self.learningRate], i, of: count))
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
          planePicture(of: values, title: "iteration \(grouped(step))")
        }
      ).sharedRanges())
    try showClusters(loop.history, report)
    try showLosses(loop.history, report)
    try judge(report)
  }

  /// How many clusters the points of G reach, and which share of them lies near a centre, to be logged.
  private func coverage(of players: Players, from noise: Tensor) -> KeyValuePairs<String, Double> {
    let coverage = Ring.coverage(of: players.generator(noise, .inference))
    return ["clusters": Double(coverage.covered), "goodSamples": coverage.quality]
  }

  private func showClusters(_ history: History, _ report: Report) throws {
    // A logarithmic axis has no place for iteration 0.
    func column(_ name: String, times factor: Double = 1) -> [(step: Int, value: Double)] {
      history.column(name).filter { $0.step > 0 }.map { ($0.step, factor * $0.value) }
    }
    try report.figure(
      "clusters",
      Panels(
        "What the fakes reach", columns: 2,
        [
          Chart("Clusters reached, of 8", x: "iteration", y: "clusters").yRange(0...8.4)
            .line("", column("clusters"), colour: .generated).logarithmicX(),
          Chart("Fakes near a centre", x: "iteration", y: "share in %").yRange(0...105)
            .line("", column("goodSamples", times: 100), colour: .generated).logarithmicX(),
        ]
      ).caption(
        "From the same 1,000 noise vectors at every moment. Near: within four standard deviations of a centre. "
          + "Reached: at least 25 of the 1,000 fakes lie near it."))
    let all = history.column("clusters").first { $0.value == Double(Ring.modes) }
    if let all { report.metric("allClustersAt", all.step) }
  }

  private func showLosses(_ history: History, _ report: Report) throws {
    try report.figure(
      "losses",
      Chart("Losses of the two players", x: "iteration", y: "loss")
        .line("D", history.column("lossD"), colour: .discriminator, smoothing: 15)
        .line("G", history.column("lossG"), colour: .generator, smoothing: 15)
        .reference(y: 2 * log(2.0), "2 ln 2: D cannot tell").reference(y: log(2.0), "ln 2: D cannot tell"))
    report.metric("lossDDeviation", lateDeviation(history.column("lossD")))
    report.metric("lossGDeviation", lateDeviation(history.column("lossG")))
  }

  /// The standard deviation of a logged value over the last quarter of the training.
  private func lateDeviation(_ values: [(step: Int, value: Double)]) -> Double {
    let late = values.suffix(max(1, values.count / 4)).map(\.value)
    let mean = late.reduce(0, +) / Double(late.count)
    return (late.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(late.count)).squareRoot()
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
