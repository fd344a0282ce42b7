import Figures
import GANKit
import Judges
import LessonKit

// What goes wrong when something is changed: each variant beside the healthy design, trained in the same way.

/// One design of the players and how they are trained.
struct Variant {
  let name: String
  var kernel = 4
  var batchNorm = true
  var dropout: Float = 0.3
  let learningRateG, learningRateD: Float

  /// - Parameter learningRateG, learningRateD: those of the healthy design.
  static func all(learningRateG: Float = 1e-3, learningRateD: Float = 5e-4) -> [Variant] {
    [
      Variant(name: "healthy", learningRateG: learningRateG, learningRateD: learningRateD),
      Variant(
        name: "no batch norm in G", batchNorm: false, learningRateG: learningRateG,
        learningRateD: learningRateD
      ),
      Variant(name: "D too strong", dropout: 0, learningRateG: 2e-5, learningRateD: 2e-3),
      Variant(name: "G too fast", learningRateG: 2e-2, learningRateD: 1e-4),
    ]
  }

  func players(using random: Random) -> Players {
    Players(
      generator: makeLightGenerator(kernel: kernel, batchNorm: batchNorm, using: random),
      discriminator: makeLightDiscriminator(dropout: dropout, using: random),
      learningRateG: learningRateG, learningRateD: learningRateD)
  }
}

extension DCGANLesson {
  /// The exhibits are made with the light networks, and with the run's settings where these are for the light networks.
  private var variants: [Variant] {
    run[Self.networks] == .light
      ? Variant.all(
        learningRateG: run[Self.learningRateG], learningRateD: run[Self.learningRateD])
      : Variant.all()
  }

  private var exhibitBatch: Int { run[Self.networks] == .light ? run[Self.batchSize] : 64 }

  func showWhatBreaks(_ report: Report) throws {
    let judge = DigitJudge(classifier: try report.digitClassifier(for: digits), reference: digits.test.images)
    let z = noise(1000, using: run.random("what-breaks noise"))
    let reals = digits.test.images.rows(0..<1000)
    var (rows, pictures): ([[String]], [Tensor]) = ([], [])
    let variants = self.variants
    for (index, variant) in variants.enumerated() {
      let (players, health) = try train(variant, report, named: "variant \(index + 1)")
      let images = players.generator(z, .inference)
      let distance = judge.quality(of: images).frechetDistance
      let accuracy = players.accuracy(real: reals, fake: images)
      let variety = diversity(of: images.rows(0..<64), relativeTo: reals.rows(0..<64))
      let found = health.findings.map(\.kind.rawValue)
      rows.append([
        variant.name, format(distance, 1), percent((accuracy.onReal + accuracy.onFake) / 2, 0),
        format(variety, 2),
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
        caption: "After \(run[Self.exhibitIterations]) iterations each, from the same noise.",
        rowLabels: variants.map(\.name)))
    try showCheckerboards(report)
  }

  private func train(
    _ variant: Variant, _ report: Report, named name: String
  ) throws -> (Players, TrainingHealth) {
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
    return (players, health)
  }

  /// Kernels that the stride divides, and others: the checkerboards that G draws, and how it learns to avoid them.
  private func showCheckerboards(_ report: Report) throws {
    let kernels = zip([3, 4, 5], Palette.series).map { (size: $0, colour: $1) }
    let z = noise(500, using: run.random("checkerboard noise"))
    var chart = Chart("Checkerboards while G learns", x: "iteration", y: "checkerboard of the finest detail")
    var pictures: [Tensor] = []
    for (size, colour) in kernels {
      let (generator, history) = try train(kernel: size, judgedOn: z, report)
      let points = history.column("checkerboard")
      chart = chart.line("\(size)x\(size)", points, colour: colour)
      report.metric("checkerboard\(size)", points.reduce(0) { $0 + $1.value } / Double(points.count))
      pictures.append(generator(z.rows(0..<10), .inference))
    }
    report.metric("checkerboardReal", checkerboard(of: digits.test.images.rows(0..<z.shape[0])))
    try report.figure(
      "checkerboard",
      chart.reference(y: 1, "1: even, as in real digits").caption("Trained on \(digits.source.note)."))
    try report.figure(
      "kernels",
      ImageGrid(
        concatenate(pictures), columns: 10, caption: "After \(run[Self.kernelIterations]) iterations each.",
        rowLabels: kernels.map { "\($0.size)x\($0.size)" }))
  }

  /// A short training at the paper's learning rates, with the checkerboard of what G draws logged along the way.
  private func train(
    kernel: Int, judgedOn z: Tensor, _ report: Report
  ) throws -> (Sequential, History) {
    let networks = run.random("checkerboard networks")
    let players = Players(
      generator: makeLightGenerator(kernel: kernel, using: networks),
      discriminator: makeLightDiscriminator(using: networks), learningRateG: 2e-4, learningRateD: 2e-4)
    let random = run.random("checkerboard")
    let batches = Batches(count: digits.train.count, size: exhibitBatch, using: random, keepPartial: false)
    let count = run[Self.kernelIterations]
    let interval = Loop.interval(of: count, rows: 12)
    let loop = try report.loop(
      count, named: "kernel \(kernel)",
      state: players.state() + [("random", random), ("batches", batches)])
    while let i = try loop.next() {
      let real = digits.train.images.gathered(rows: batches.next())
      let losses = players.update(real: real, random)
      // In the first iterations the weights are nearly untrained.
      if i >= interval, i % interval == 0 {
        try loop.log(["checkerboard": checkerboard(of: players.generator(z, .inference))])
      } else {
        try loop.log(["lossG": losses.lossG])
      }
    }
    return (players.generator, loop.history)
  }
}
