import Figures
import Foundation
import GANKit
import Judges
import LessonKit

// Networks in place of the perfect players.

extension IdealDiscriminatorLesson {
  private static let axis = Tensor.linspace(from: -4, to: 4, count: 321)

  func showUntrained(_ report: Report) throws {
    report.metric("parametersG", players.generator.parameterCount)
    report.metric("parametersD", players.discriminator.parameterCount)
    let fake = players.generate(noise(5000, using: run.random("untrained")))
    let real = Self.target.samples(5000, using: run.random("untrained real"))
    report.metric(
      "lossD", discriminatorLoss(onReal: players.decide(real), onFake: players.decide(fake)).scalar)
    report.metric("lossG", GeneratorLoss.nonSaturating(onFake: players.decide(fake)).scalar)
    report.metric("ks", distance(fake))
    try report.figure("start", chart("Before training", of: picture()))
  }

  // snippet.train
  func train(_ report: Report) throws {
    let (count, size) = (run[Self.steps], run[Self.batchSize])
    let random = run.random("train")
    let pictures = Snapshots()
    let moments = Set([count / 64, count / 16, count / 4])
    let health = TrainingHealth(of: players)
    let loop = try report.loop(
      count, every: max(1, count / 400), state: [("random", random), ("pictures", pictures)], health: health)
    while let i = try loop.next() {
      if moments.contains(i) { pictures.append(picture(), step: i) }
      // Constant rates, then falling to zero over the second half.
      let left = 1 - Float(i) / Float(count)
      players.setLearningRate(Float(run[Self.learningRate]) * min(1, 2 * left))
      var lossD: Float = 0
      for _ in 0..<run[Self.updatesD] {
        let fake = players.generate(noise(size, using: random))
        lossD = players.updateDiscriminator(real: Self.target.samples(size, using: random), fake: fake)
      }
      let lossG = players.updateGenerator(noise(size, using: random), .nonSaturating)
      if health.isDue(i, of: count) { health.observe(players, Self.target, step: i, run.random("health")) }
      try loop.log(["lossD": lossD, "lossG": lossG])
    }
    pictures.append(picture(), step: count)
    // snippet.end
    try report.figure(
      "over-time",
      Panels(
        "Learned players beside the perfect ones", columns: 2,
        zip(pictures.steps, pictures.images).map { chart("step \($0)", of: $1) }
      ).sharedRanges())
    try report.figure(
      "losses",
      Chart("Losses of the two players", x: "training step", y: "loss")
        .line("D", loop.history.column("lossD"), colour: .discriminator, smoothing: 15)
        .line("G", loop.history.column("lossG"), colour: .generator, smoothing: 15)
        .reference(y: 2 * log(2.0), "2 ln 2: D cannot tell").reference(y: log(2.0), "ln 2: D cannot tell"))
    let fake = players.generate(noise(10_000, using: run.random("judge")))
    report.metric("ks", distance(fake))
    report.metric("ksOfRealSamples", distance(Self.target.samples(10_000, using: run.random("judge real"))))
    let onReal = players.decide(Self.target.samples(10_000, using: run.random("judge D"))).scalars.count {
      $0 > 0
    }
    let onFake = players.decide(fake).scalars.count { $0 <= 0 }
    report.metric("accuracyD", Double(onReal + onFake) / 20_000)
  }

  // snippet.transport
  /// The increasing map that turns normal noise into the target exactly: the quantile of the same probability.
  private func idealGenerator(_ z: Double) -> Double {
    Self.target.quantile(Mixture.normal(0, 1).cumulative(z))
  }
  // snippet.end

  func compareTransport(_ report: Report) throws {
    let zs = Tensor.linspace(from: -3, to: 3, count: 241)
    let learned = players.generate(zs.reshaped(to: [241, 1])).scalars.map(Double.init)
    let ideal = zs.scalars.map { idealGenerator(Double($0)) }
    let falling = learned.last! < learned.first!
    let mirrored = falling ? ideal.reversed() : ideal
    try report.figure(
      "map",
      Chart("How G bends its latent space", x: "z, the latent number", y: "G(z), the sample")
        .line(falling ? "exact map, mirrored" : "exact map", zs, mirrored, colour: .reference, width: 5)
        .line("learned G", zs, learned, colour: .generator))
    // The mean gap between the two maps, weighted as the noise is.
    let weights = zs.scalars.map { Mixture.normal(0, 1).density(Double($0)) }
    let gaps = zip(learned, mirrored).map { Swift.abs($0 - $1) }
    let gap = zip(gaps, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    report.metric("gapBetweenMaps", gap)
    let random = run.random("layers")
    let dense = Dense(784, 784, using: random)
    let convolution = Conv2D(1, 1, kernel: 3, using: random)
    report.table(
      ["a layer on a 28 x 28 image", "output", "parameters"],
      [
        ["dense, one unit a pixel", "28 x 28 x 1", "\(dense.parameterCount)"],
        ["convolution, one 3 x 3 kernel", "28 x 28 x 1", "\(convolution.parameterCount)"],
      ])
    report.metric("denseParameters", dense.parameterCount)
    report.metric("convolutionParameters", convolution.parameterCount)
  }

  func showWhatBreaks(_ report: Report) throws {
    var rows: [[String]] = []
    var chart = Chart("Two generators that start far away", x: "step", y: "mean of the fakes")
    for (loss, colour) in zip(GeneratorLoss.allCases, [Palette.accent, Palette.generator]) {
      let (first, last, path) = try approach(with: loss, report)
      chart = chart.line(loss.rawValue, path, colour: colour)
      rows.append([loss.rawValue, String(format: "%.2f", first), String(format: "%.2f", last)])
      report.metric(loss.rawValue, Swift.abs(last - first))
    }
    report.table(["G's loss", "mean of the fakes at first", "mean at the end"], rows)
    let mean = Self.target.parts.reduce(0) { $0 + $1.weight * $1.mean }
    try report.figure(
      "approach",
      chart.reference(y: mean, "mean of the data").reference(x: 600, "G starts to learn"))
  }

  /// Lets G start far from the data, against a D that has had time to become sure; the mean of the fakes before and after.
  private func approach(with loss: GeneratorLoss, _ report: Report) throws -> (
    first: Double, last: Double, path: [(step: Int, value: Double)]
  ) {
    let rival = Players(learningRate: 1e-3, using: run.random("what-breaks networks"))
    let bias = (rival.generator.layers.last as! Dense).bias!
    bias.value = bias.value + Float(run[Self.start])
    let random = run.random("what-breaks")
    let (lead, count) = (600, 400)
    func mean() -> Double {
      Double(rival.generate(noise(2000, using: run.random("what-breaks mean"))).mean().scalar)
    }
    let first = mean()
    let loop = try report.loop(
      lead + count, named: loss.rawValue, every: 10,
      state: [
        ("players", rival), ("optimizerG", rival.optimizerG), ("optimizerD", rival.optimizerD),
        ("random", random),
      ])
    while let i = try loop.next() {
      let fake = rival.generate(noise(256, using: random))
      let lossD = rival.updateDiscriminator(real: Self.target.samples(256, using: random), fake: fake)
      if i >= lead {
        // Plain gradient descent for G: Adam would rescale a vanishing gradient and hide that it vanishes.
        let z = noise(256, using: random)
        let (_, gradients) = gradients(of: rival.generator) { loss(onFake: rival.decide(rival.generate(z))) }
        for (_, parameter) in rival.generator.parameters {
          if let gradient = gradients[parameter] { parameter.value = parameter.value - 0.05 * gradient }
        }
      }
      try loop.log(["lossD": lossD, "mean": fake.mean().scalar])
    }
    return (first, mean(), loop.history.column("mean"))
  }

  // MARK: - Pictures

  private func distance(_ samples: Tensor) -> Double {
    kolmogorovSmirnov(samples.scalars.map(Double.init), Self.target.cumulative)
  }

  /// D along the axis, then a smooth density of G's samples along it: `[1, 1, 1, 642]`.
  private func picture() -> Tensor {
    let axis = Self.axis
    let d = sigmoid(players.decide(axis.reshaped(to: [axis.count, 1]))).scalars
    let fake = players.generate(noise(4000, using: run.random("pictures"))).scalars.map(Double.init)
    let width = 0.12
    let q = axis.scalars.map { x in
      Float(
        fake.reduce(0) { sum, sample in
          let u = (Double(x) - sample) / width
          return Swift.abs(u) > 5 ? sum : sum + exp(-u * u / 2)
        } / (Double(fake.count) * width * (2 * Double.pi).squareRoot()))
    }
    return Tensor(d + q, shape: [1, 1, 1, 2 * axis.count])
  }

  private func chart(_ title: String, of picture: Tensor) -> Chart {
    let xs = Self.axis.scalars.map(Double.init)
    let values = picture.scalars.map(Double.init)
    let (d, q) = (Array(values[..<xs.count]), Array(values[xs.count...]))
    let p = xs.map(Self.target.density)
    // D* means nothing where neither density has weight.
    let best = zip(p, q).map { $0 + $1 > 0.01 ? $0 / ($0 + $1) : Double.nan }
    return Chart(title, x: "x", y: "density, and D")
      .area("real, p", xs, p, colour: .real)
      .area("generated, q", xs, q, colour: .generated)
      .line("D*, perfect", xs, best, colour: .reference, width: 4)
      .line("D, learned", xs, d, colour: .discriminator)
      .yRange(0...1.05)
  }
}
