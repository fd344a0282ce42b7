import Figures
import GANKit
import LessonKit
import ReportFigures

// SRGAN: the training loop of both players, and of the control without an adversary. Both start from SRResNet's
// weights.

extension SRGANLesson {
  var weights: LossWeights {
    LossWeights(
      pixels: run[Self.pixelWeight], features: run[Self.featureWeight],
      adversarial: run[Self.adversarialWeight])
  }

  func trainPlayers(_ report: Report) throws {
    let srresnet = gameStart
    // snippet.train
    players.generator.copy(srresnet)
    let (count, random) = (run[Self.gameIterations], run.random("srgan"))
    let schedule = LinearDecay(from: 1, overLast: 0.5, of: count)
    let health = TrainingHealth(of: players)
    let watched = patches.next(16, run.random("health"))
    let loop = try report.loop(
      count, named: "SRGAN", every: Loop.interval(of: count), state: [("random", random)], health: health)
    while let i = try loop.next() {
      let (small, sharp) = patches.next(run[Self.gameBatch], random)
      players.setLearningRates(
        g: run[Self.learningRateG] * schedule.rate(at: i),
        d: run[Self.learningRateD] * schedule.rate(at: i))
      let losses = players.update(small: small, sharp: sharp, weights, features, random)
      if health.isDue(i, of: count) {
        health.observe(players, step: i, small: watched.small, sharp: watched.sharp)
      }
      try loop.log(losses)
    }
    // snippet.end
    try report.curves(
      "losses", "Losses of both players", of: loop.history,
      [
        .discriminator(), .generator("adversarial", name: "G, adversarial part"),
      ], caption: dataNote)
    for name in ["features", "pixels"] {
      let last = loop.history.column(name).suffix(40).map(\.value)
      report.metric("\(name)Loss", last.reduce(0, +) / Double(last.count))
    }
    try trainControl(report)
    try showPlayersResults(report)
  }

  // snippet.trainControl
  /// The control starts from the same weights as SRGAN, at the same rates, and sees the same patches.
  private func trainControl(_ report: Report) throws {
    control.copy(gameStart)
    let (count, random) = (run[Self.gameIterations], run.random("srgan"))
    let schedule = LinearDecay(from: run[Self.learningRateG], overLast: 0.5, of: count)
    let loop = try report.loop(
      count, named: "no adversary", every: Loop.interval(of: count), state: [("random", random)])
    while let i = try loop.next() {
      let (small, sharp) = patches.next(run[Self.gameBatch], random)
      controlOptimizer.learningRate = schedule.rate(at: i)
      let losses = updateOnContent(
        control, controlOptimizer, small: small, sharp: sharp, weights, features, random)
      try loop.log(["features": losses.features, "pixels": losses.pixels])
    }
  }
  // snippet.end
}
