import Figures
import GANKit
import Judges
import LessonKit
import ReportFigures

// What goes wrong when a rule is broken: each variant beside the healthy design, trained in the same way.

extension VanillaGANLesson {
  func showWhatBreaks(_ report: Report) throws {
    let variants = Variant.all(rate: run[Self.learningRate])
    let classifier = try run.digitClassifier(for: digits)
    let judge = DigitJudge(classifier: classifier, reference: digits.test.images)
    let z = noise(2000, using: run.random("what-breaks noise"))
    let outcomes = try report.sideBySide(variants) { variant, report in
      let (players, dead, history) = try train(variant, report)
      let images = variant.pixels.toSigned(players.generator(z, .inference))
      let quality = judge.quality(of: clamp(images, -1, 1))
      let outside = outsideShare(of: images)
      report.metric("dead\(variant.key)", dead.dead)
      report.metric("score\(variant.key)", quality.digitScore)
      report.metric("distance\(variant.key)", quality.frechetDistance)
      let hurriesD = variant.learningRateD != run[Self.learningRate]
      if hurriesD {
        report.metric("revived\(variant.key)", dead.revived)
      } else {
        report.metric("outside\(variant.key)", outside)
      }
      return (
        images: clamp(images.rows(0..<10), -1, 1),
        dead: hurriesD ? history.column("dead").map { (step: $0.step, percent: 100 * $0.value) } : nil,
        row: [
          variant.name, percent(outside), percent(dead.dead), percent(dead.revived),
          format(quality.digitScore, 2), format(quality.frechetDistance, 1),
        ]
      )
    }
    report.table(
      ["", "pixels outside", "units without gradient", "revived", "digit score", "Frechet distance"],
      outcomes.map(\.row))
    try report.figure(
      "variants",
      ImageGrid(
        concatenate(outcomes.map(\.images)), columns: 10,
        caption:
          "After \(run[Self.exhibitIterations]) iterations each, from the same noise. Drawn by G itself.",
        rowLabels: variants.map(\.name)))
    var deadUnits = Chart("Hidden units of D without gradient", x: "iteration", y: "share in %")
    for (variant, outcome) in zip(variants, outcomes) {
      guard let dead = outcome.dead else { continue }
      deadUnits = deadUnits.line(variant.name, dead.map { ($0.step, $0.percent) })
    }
    try report.figure("dead-units", deadUnits.yRange(0...100))
  }

  /// The share of pixels outside [-1, 1], that is of the range of the data.
  private func outsideShare(of images: Tensor) -> Double {
    Double(images.scalars.count { Swift.abs($0) > 1 }) / Double(images.count)
  }

  private func train(_ variant: Variant, _ report: Report) throws -> (Players, DeadUnits, History) {
    let players = Players(
      output: variant.output, hiddenD: variant.hiddenD,
      centreD: variant.centred ? digits.train.images.mean(axes: [0], keepingDimensions: true) : nil,
      learningRate: run[Self.learningRate], using: run.random("what-breaks networks"))
    players.setLearningRates(g: variant.learningRateG, d: variant.learningRateD)
    let random = run.random("what-breaks")
    let batches = Batches(
      count: digits.train.count, size: run[Self.batchSize], using: random, keepPartial: false)
    let dead = DeadUnits(in: players.discriminator)
    let watched = noise(500, using: run.random("what-breaks watched"))
    let unseen = variant.pixels.from(signed: digits.test.images.rows(0..<500))
    func observe() -> Tensor {
      let fake = players.generator(watched, .inference)
      dead.observe(players.discriminator, real: unseen, fake: fake)
      return variant.pixels.toSigned(fake)
    }
    let loop = try report.loop(
      run[Self.exhibitIterations], named: variant.name, every: 10,
      state: players.state() + [("random", random), ("batches", batches), ("dead", dead)])
    while let i = try loop.next() {
      if i.isMultiple(of: 20) {
        let outside = outsideShare(of: observe())
        try loop.log([
          "dead": dead.dead, "dead1": dead.dead(inLayer: 0), "dead2": dead.dead(inLayer: 1),
          "outside": outside,
        ])
      }
      let real = variant.pixels.from(signed: digits.train.images.gathered(rows: batches.next()))
      try loop.log(players.update(real: real, random))
    }
    _ = observe()
    return (players, dead, loop.history)
  }
}
