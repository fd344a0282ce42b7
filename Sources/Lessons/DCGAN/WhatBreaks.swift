import Figures
import GANKit
import Judges
import LessonKit
import ReportFigures

// What goes wrong when something is changed: each variant beside the healthy design, trained in the same way.

extension DCGANLesson {
  /// The exhibits are made with small networks, whatever the run trains.
  private var exhibits: [any Exhibit] {
    run[Self.exhibits].all(
      healthy: Variant(
        "healthy", learningRateG: run[Self.exhibitRateG], learningRateD: run[Self.exhibitRateD]))
  }

  var exhibitBatch: Int { run[Self.networks] == .light ? run[Self.batchSize] : 64 }

  func showWhatBreaks(_ report: Report) throws {
    let judge = DigitJudge(classifier: try report.digitClassifier(for: digits), reference: digits.test.images)
    let z = noise(1000, using: run.random("what-breaks noise"))
    let reals = digits.test.images.rows(0..<1000)
    let exhibits = self.exhibits
    let outcomes = try report.sideBySide(Array(zip(1..., exhibits))) { exhibit, report in
      let (number, variant) = exhibit
      let (players, health, history) = try train(variant, report, named: "variant \(number)")
      let images = players.generator(z, .inference)
      let distance = judge.quality(of: images).frechetDistance
      let accuracy = players.accuracy(real: reals, fake: images)
      let variety = diversity(of: images.rows(0..<64), relativeTo: reals.rows(0..<64))
      let found = health.findings.map(\.kind.rawValue)
      for finding in health.findings { report.say("**\(variant.name)**: \(finding.sentence)") }
      report.metric("frechet\(number)", distance)
      report.metric("accuracy\(number)", (accuracy.onReal + accuracy.onFake) / 2)
      report.metric("lossD\(number)", lastLoss("lossD", history))
      report.metric("lossG\(number)", lastLoss("lossG", history))
      report.metric("diversity\(number)", variety)
      report.metric("findings\(number)", found.count)
      return (
        images: images.rows(0..<10),
        row: [
          variant.name, format(distance, 1), percent((accuracy.onReal + accuracy.onFake) / 2, 0),
          format(lastLoss("lossD", history), 2), format(lastLoss("lossG", history), 2), format(variety, 2),
          found.isEmpty ? "nothing" : found.joined(separator: ", "),
        ]
      )
    }
    report.table(
      [
        "", "Frechet distance", "D is right in", "D's loss", "G's loss", "diversity", "the library finds",
      ], outcomes.map(\.row))
    try report.figure(
      "variants",
      ImageGrid(
        concatenate(outcomes.map(\.images)), columns: 10,
        caption: "After \(run[Self.exhibitIterations]) iterations each, from the same noise.",
        rowLabels: exhibits.map(\.name)))
    if run[Self.exhibits] == .failures { try showCheckerboards(report) }
  }

  private func train(
    _ variant: any Exhibit, _ report: Report, named name: String
  ) throws -> (Players, TrainingHealth, History) {
    let players = variant.players(using: run.random("what-breaks networks"))
    let random = run.random("what-breaks")
    var limits = HealthLimits()
    // An exhibit is so short that findings must not wait for a beginning to be over.
    (limits.diversityFrom, limits.accuracyFrom) = (0, 0)
    let health = TrainingHealth(limits: limits)
    let batches = Batches(count: digits.train.count, size: exhibitBatch, using: random, keepPartial: false)
    let count = run[Self.exhibitIterations]
    let loop = try report.loop(
      count, named: name, every: 10,
      state: players.state() + [("random", random), ("batches", batches), ("health", health)])
    // snippet.watch
    while let i = try loop.next() {
      let real = digits.train.images.gathered(rows: batches.next())
      let generated = players.generate(real.shape[0], random)
      let lossD = players.updateDiscriminator(real: real, fake: generated.value, random)
      let (lossG, gradientsG) = players.updateGenerator(generated, random)
      if i % Loop.interval(of: count, rows: 40) == 0 {
        let accuracy = players.accuracy(real: real, fake: generated.value)
        health.observe(
          step: i, accuracyOnReal: accuracy.onReal, accuracyOnFake: accuracy.onFake,
          gradientNorm: gradientsG.norm, fakes: generated.value, reals: real)
      }
      try loop.log(Losses(lossD: lossD, lossG: lossG))
    }
    // snippet.end
    return (players, health, loop.history)
  }

  /// The mean of the last ten logged values, which lie ten iterations apart.
  private func lastLoss(_ name: String, _ history: History) -> Double {
    let last = history.column(name).suffix(10).map(\.value)
    return last.reduce(0, +) / Double(last.count)
  }
}
