import Figures
import Foundation
import GANKit
import Judges
import LessonKit

// What goes wrong where one rule is broken: each variant beside the healthy design, trained alike.

/// One design of the players and how they are trained.
struct Variant {
  let name: String
  var kernel = 4
  var batchNorm = true
  var dropout: Float = 0.3
  var learningRateG: Float = 1e-3
  var learningRateD: Float = 5e-4

  static let all = [
    Variant(name: "healthy"),
    Variant(name: "no batch norm in G", batchNorm: false),
    Variant(name: "D too strong", dropout: 0, learningRateG: 2e-5, learningRateD: 2e-3),
    Variant(name: "G too fast", learningRateG: 2e-2, learningRateD: 1e-4),
  ]

  func players(using random: Random) -> Players {
    Players(
      generator: makeLightGenerator(kernel: kernel, batchNorm: batchNorm, using: random),
      discriminator: makeLightDiscriminator(dropout: dropout, using: random),
      learningRateG: learningRateG, learningRateD: learningRateD)
  }
}

extension DCGANLesson {
  func showWhatBreaks(_ report: Report) throws {
    let judge = DigitJudge(classifier: try trainedClassifier(report), reference: digits.test.images)
    let z = Tensor.normal([1000, latentSize], using: run.random("what-breaks noise"))
    let reals = digits.test.images.rows(0..<1000)
    var (rows, pictures): ([[String]], [Tensor]) = ([], [])
    for (index, variant) in Variant.all.enumerated() {
      let (players, health) = try train(variant, report, named: "variant \(index + 1)")
      let images = players.generator(z, .inference)
      let distance = judge.quality(of: images).frechetDistance
      let accuracy = players.accuracy(real: reals, fake: images)
      let variety = diversity(of: images.rows(0..<64), beside: reals.rows(0..<64))
      let found = health.findings.map(\.kind.rawValue)
      rows.append([
        variant.name, String(format: "%.1f", distance),
        String(format: "%.0f %%", 50 * (accuracy.onReal + accuracy.onFake)), String(format: "%.2f", variety),
        found.isEmpty ? "nothing" : found.joined(separator: ", "),
      ])
      for finding in health.findings { report.say("**\(variant.name)**: \(finding.sentence)") }
      report.metric("frechet\(index + 1)", distance)
      report.metric("accuracy\(index + 1)", (accuracy.onReal + accuracy.onFake) / 2)
      report.metric("diversity\(index + 1)", variety)
      report.metric("findings\(index + 1)", found.count)
      pictures.append(images.rows(0..<10))
    }
    report.table(
      ["", "Frechet distance", "D is right in", "diversity", "the library finds"], rows)
    try report.figure(
      "variants",
      ImageGrid(
        concatenate(pictures), columns: 10,
        caption: "After \(run[Self.exhibitSteps]) steps each, from the same noise.",
        rowLabels: Variant.all.map(\.name)))
    try showCheckerboards(report)
  }

  private func train(
    _ variant: Variant, _ report: Report, named name: String
  ) throws -> (Players, TrainingHealth) {
    let players = variant.players(using: run.random("what-breaks networks"))
    let random = run.random("what-breaks")
    var limits = HealthLimits()
    // An exhibit is short: what would be a beginning elsewhere is all that there is of it.
    (limits.diversityFrom, limits.accuracyFrom) = (0, 0)
    let health = TrainingHealth(limits: limits)
    let batches = Batches(count: digits.train.count, size: 64, using: random, keepPartial: false)
    let count = run[Self.exhibitSteps]
    let loop = try report.loop(
      count, named: name, every: 10,
      state: [
        ("players", players), ("optimizerG", players.optimizerG), ("optimizerD", players.optimizerD),
        ("random", random), ("batches", batches), ("health", health),
      ])
    // snippet.watch
    while let i = try loop.next() {
      let real = digits.train.images.gathered(rows: batches.next())
      let outcome = players.trainingStep(real: real, random)
      if i % max(1, count / 40) == 0 {
        let right = players.accuracy(real: real, fake: outcome.fakes)
        health.observe(
          step: i, accuracyOnReal: right.onReal, accuracyOnFake: right.onFake,
          gradientNorm: outcome.gradientsG.norm, fakes: outcome.fakes, reals: real)
      }
      try loop.log(["lossD": outcome.lossD, "lossG": outcome.lossG])
    }
    // snippet.end
    return (players, health)
  }
}
