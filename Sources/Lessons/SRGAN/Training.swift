import Figures
import GANKit
import LessonKit

// SRGAN: the training loop of both players. G starts from SRResNet's weights.

extension SRGANLesson {
  var weights: LossWeights {
    LossWeights(
      pixels: run[Self.pixelWeight], features: run[Self.featureWeight],
      adversarial: run[Self.adversarialWeight])
  }

  func trainPlayers(_ report: Report) throws {
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
    try showPlayersResults(report)
  }

  private func showPlayersResults(_ report: Report) throws {
    let judge = PictureJudge(pictures.test, judgeFeatures)
    let ways = [
      ("bicubic", pictures.test.map(\.bicubicPicture)),
      ("SRResNet", pictures.test.map { $0.enlarged(by: srresnet) }),
      ("SRGAN", pictures.test.map { $0.enlarged(by: players.generator) }),
    ]
    let qualities = ways.map { judge.quality(of: $0.1) }
    report.table(
      ["", "PSNR, dB", "SSIM", "sharpness (truth 1)", "Frechet distance"],
      zip(ways, qualities).map { [$0.0] + Self.cells($1) })
    for ((name, _), quality) in zip(ways, qualities) {
      let key = ["bicubic": "bicubic", "SRResNet": "srresnet", "SRGAN": "srgan"][name]!
      report.metric("\(key)PSNR", quality.fidelity.psnr)
      report.metric("\(key)SSIM", quality.fidelity.ssim)
      report.metric("\(key)Sharpness", quality.sharpness)
      report.metric("\(key)Distance", quality.frechetDistance)
    }
    try report.figure(
      "crops",
      comparison(
        pictures.test,
        zip(ways, qualities).map { ("\($0.0) \(format($1.fidelity.psnr, 1)) dB", $0.1) }, caption: dataNote))
    try report.figure(
      "spectrum",
      Self.chart(
        [
          ("truth", Spectrum(of: pictures.test.map(\.sharp)), .real),
          ("bicubic", Spectrum(of: ways[0].1), .reference),
          ("SRResNet", Spectrum(of: ways[1].1), .accent), ("SRGAN", Spectrum(of: ways[2].1), .generator),
        ], caption: dataNote))
    let shown = Array(pictures.test.prefix(8))
    try report.samples(
      "crops",
      concatenate(
        zip(shown, ways[2].1).map { pair, picture in Tensor([Crop(of: pair).cut(picture)]) }))
  }
}
