import Datasets
import Figures
import GANKit
import GANTheory
import LessonKit
import ReportFigures
import VanillaGAN

// The GANs of chapters 1 and 3, as they are there.

extension GenerativeModelsLesson {
  func trainGAN(_ report: Report) throws {
    try trainOnRing(report)
    try self.report(planeOfGAN(), report)
    let history = try trainOnDigits(report)
    try report.curves(
      "losses", "Losses of the two players", of: history, [.discriminator(), .generator()],
      caption: "Trained on \(digits.source.note).")
    let count = min(1000, run[Self.samples])
    let random = run.random("gan samples")
    try report.figure(
      "samples",
      ImageGrid(
        ganDigits(100, using: random), columns: 10,
        caption: "Drawn by chapter 3's generator, trained on \(digits.source.note). Not selected."))
    report.metric("secondsFor1000", seconds { _ = ganDigits(count, using: random) } * 1000 / Double(count))
  }

  /// Chapter 1's training: D, then G, with a rate that falls to zero.
  private func trainOnRing(_ report: Report) throws {
    let (count, random) = (run[Self.ringIterations], run.random("gan ring"))
    let schedule = LinearDecay(from: 1e-3, overLast: 1, of: count)
    let loop = try report.loop(
      count, named: "ring", every: Loop.interval(of: count), state: [("random", random)])
    while let i = try loop.next() {
      ringPlayers.setLearningRate(schedule.rate(at: i))
      let fake = ringPlayers.generator(ringPlayers.noise(256, using: random), .inference)
      let lossD = ringPlayers.updateDiscriminator(real: Ring.points(256, using: random), fake: fake)
      let lossG = ringPlayers.updateGenerator(ringPlayers.noise(256, using: random))
      try loop.log(["lossD": lossD, "lossG": lossG])
    }
  }

  /// Chapter 3's training: both players on each batch, and a moving average of G's weights that draws.
  private func trainOnDigits(_ report: Report) throws -> History {
    let (count, random) = (run[Self.ganIterations], run.random("gan digits"))
    let batches = Batches(count: digits.train.count, size: 64, using: random, keepPartial: false)
    let loop = try report.loop(
      count, named: "digits", every: Loop.interval(of: count),
      state: [("random", random), ("batches", batches)])
    while try loop.next() != nil {
      let losses = digitPlayers.update(real: digits.train.images.gathered(rows: batches.next()), random)
      average.update()
      try loop.log(losses)
    }
    return loop.history
  }

  /// Digits by the averaged generator, `[count, 28, 28, 1]`: one pass.
  func ganDigits(_ count: Int, using random: Random) -> Tensor {
    average.model(.normal([count, VanillaGAN.latentSize], using: random), .inference)
  }

  func planeOfGAN() -> PlaneResult {
    let noise = ringPlayers.noise(1000, using: run.random("gan plane"))
    return PlaneResult(
      "GAN", logDensity: nil, drawn: ringPlayers.generator(noise, .inference), test: ringTest)
  }
}
