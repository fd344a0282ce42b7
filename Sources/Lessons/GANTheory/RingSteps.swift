import Figures
import Foundation
import GANKit
import LessonKit

// The first GAN, in the plane, where everything can be seen.

extension GANTheoryLesson {
  private static let grid = PlotGrid(x: -3.2...3.2, y: -3.2...3.2, columns: 64, rows: 64)

  func showUntrained(_ report: Report) throws {
    let fake = players.generator(players.noise(500, using: run.random("untrained")), .inference)
    let real = Ring.points(500, using: run.random("untrained real"))
    let (onReal, onFake) = (players.discriminator(real, .inference), players.discriminator(fake, .inference))
    report.metric("lossD", discriminatorLoss(onReal: onReal, onFake: onFake).scalar)
    report.metric("lossG", nonSaturatingLoss(onFake: onFake).scalar)
    report.metric("parametersG", players.generator.parameterCount)
    report.metric("parametersD", players.discriminator.parameterCount)
    report.metric("modesCovered", Ring.coverage(of: fake).covered)
    try report.figure("plane", picture(fake, title: "Before training"))
  }

  // snippet.train
  func train(_ report: Report) throws {
    let (count, size) = (run[Self.steps], run[Self.batchSize])
    let random = run.random("train")
    let pictures = Snapshots()
    let moments = Set([count / 64, count / 16, count / 8, count / 4, count / 2])
    let health = TrainingHealth(of: players)
    let loop = try report.loop(
      count, every: max(1, count / 400), state: [("random", random), ("pictures", pictures)], health: health)
    while let i = try loop.next() {
      if moments.contains(i) { pictures.append(measurements(), step: i) }
      let rate = Float(run[Self.learningRate]) * (1 - Float(i) / Float(count))
      (players.optimizerD.learningRate, players.optimizerG.learningRate) = (rate, rate)
      let fake = players.generator(players.noise(size, using: random), .inference)
      let real = Ring.points(size, using: random)
      let lossD = players.updateDiscriminator(real: real, fake: fake)
      let lossG = players.updateGenerator(players.noise(size, using: random))
      if health.isDue(i, of: count) { health.observe(players, step: i, real: real, run.random("health")) }
      try loop.log(["lossD": lossD, "lossG": lossG])
    }
    pictures.append(measurements(), step: count)
    // snippet.end
    try report.figure(
      "over-time",
      Panels(
        "The first GAN, from its first steps to its last", columns: 3,
        zip(pictures.steps, pictures.images).map { step, values in picture(of: values, title: "step \(step)")
        }
      ).sharedRanges())
    try showLosses(loop.history, report)
    try judge(report)
  }

  private func showLosses(_ history: History, _ report: Report) throws {
    try report.figure(
      "losses",
      Chart("Losses of the two players", x: "training step", y: "loss")
        .line("D", history.column("lossD"), colour: .discriminator, smoothing: 15)
        .line("G", history.column("lossG"), colour: .generator, smoothing: 15)
        .reference(y: 2 * log(2.0), "2 ln 2: D cannot tell").reference(y: log(2.0), "ln 2: D cannot tell"))
  }

  private func judge(_ report: Report) throws {
    let random = run.random("judge")
    let fake = players.generator(players.noise(10_000, using: random), .inference)
    let real = Ring.points(10_000, using: random)
    let coverage = Ring.coverage(of: fake)
    report.metric("accuracyD", players.discriminatorAccuracy(real: real, fake: fake))
    report.metric("modesCovered", coverage.covered)
    report.metric("goodSamples", coverage.quality)
    report.metric("goodSamplesReal", Ring.coverage(of: real).quality)
    try report.figure("plane", picture(fake.rows(0..<1000), title: "After training"))
  }

  func showWhatBreaks(_ report: Report) throws {
    var charts: [Chart] = []
    for (name, updates) in [("one step of G for each of D", 1), ("twenty steps of G for each of D", 20)] {
      let rival = Players(
        latent: run[Self.latent], learningRate: Float(run[Self.learningRate]),
        using: run.random("what-breaks networks"))
      let random = run.random("what-breaks")
      let loop = try report.loop(
        run[Self.exhibitSteps], named: "G \(updates)", every: 20,
        state: [
          ("players", rival), ("optimizerG", rival.optimizerG), ("optimizerD", rival.optimizerD),
          ("random", random),
        ])
      while try loop.next() != nil {
        let size = run[Self.batchSize]
        let fake = rival.generator(rival.noise(size, using: random), .inference)
        let lossD = rival.updateDiscriminator(real: Ring.points(size, using: random), fake: fake)
        var lossG: Float = 0
        for _ in 0..<updates { lossG = rival.updateGenerator(rival.noise(size, using: random)) }
        try loop.log(["lossD": lossD, "lossG": lossG])
      }
      let points = rival.generator(rival.noise(2000, using: run.random("what-breaks judge")), .inference)
      report.metric("modesCovered\(updates)", Ring.coverage(of: points).covered)
      charts.append(picture(of: measurements(rival, points.rows(0..<400)), title: name))
    }
    try report.figure("collapse", Panels("Mode collapse", columns: 2, charts).sharedRanges())
  }

  /// D on the grid, then points of G, then where D pulls those: all that a picture needs, as one tensor so that an
  /// interrupted run can keep it.
  private func measurements(_ players: Players? = nil, _ points: Tensor? = nil) -> Tensor {
    let players = players ?? self.players
    let points =
      points ?? players.generator(players.noise(400, using: run.random("pictures")), .inference)
    let cells = Self.grid.points.flatMap { [Float($0.x), Float($0.y)] }
    let field = sigmoid(players.discriminator(Tensor(cells, shape: [cells.count / 2, 2]), .inference))
    let parts = [field, points, players.pull(on: points)].map { $0.reshaped(to: [$0.count]) }
    return concatenate(parts).reshaped(to: [1, 1, 1, parts.reduce(0) { $0 + $1.count }])
  }

  private func picture(_ points: Tensor, title: String) -> Chart {
    picture(of: measurements(players, points), title: title)
  }

  private func picture(of measurements: Tensor, title: String) -> Chart {
    let values = measurements.scalars.map(Double.init)
    let cells = Self.grid.columns * Self.grid.rows
    let points = (values.count - cells) / 4
    let axis = { (from: Int, offset: Int) in (0..<points).map { values[from + 2 * $0 + offset] } }
    let (xs, ys) = (axis(cells, 0), axis(cells, 1))
    let (dxs, dys) = (axis(cells + 2 * points, 0), axis(cells + 2 * points, 1))
    let real = Ring.points(400, using: run.random("pictures real")).scalars.map(Double.init)
    // Arrows for a few points only: all of them would hide the picture.
    let few = stride(from: 0, to: points, by: max(1, points / 40)).map { $0 }
    return Chart(title)
      .heatMap(
        "D", Array(values[..<cells]), on: Self.grid, range: 0...1, map: Palette.diverging, contours: [0.5]
      )
      .scatter(
        "real", stride(from: 0, to: real.count, by: 2).map { real[$0] },
        stride(from: 1, to: real.count, by: 2).map { real[$0] }, colour: .real, radius: 1.6
      )
      .scatter("generated", xs, ys, colour: .generated, radius: 1.8)
      .arrows(
        "pull of D", few.map { xs[$0] }, few.map { ys[$0] }, few.map { dxs[$0] }, few.map { dys[$0] },
        colour: .generator
      )
      .xRange(-3.2...3.2).yRange(-3.2...3.2).equalAspect()
  }
}
