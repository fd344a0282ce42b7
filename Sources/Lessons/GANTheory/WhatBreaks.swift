import Datasets
import Figures
import GANKit
import Judges
import LessonKit

// A G that learns too fast for its D, and two controls.

extension GANTheoryLesson {
  /// How many updates each player gets in an iteration.
  struct Pace {
    let name: String
    let title: String
    let updatesG, updatesD: Int
  }

  static let paces = [
    Pace(name: "1", title: "one update of each", updatesG: 1, updatesD: 1),
    Pace(name: "20", title: "twenty of G, one of D", updatesG: 20, updatesD: 1),
    Pace(name: "Both20", title: "twenty of each", updatesG: 20, updatesD: 20),
  ]

  func showWhatBreaks(_ report: Report) throws {
    let games = try report.sideBySide(Self.paces) { pace, report in
      let game = try train(at: pace, report)
      report.metric("modesCovered\(pace.name)", game.covered)
      report.metric("moves\(pace.name)", game.shares.moves)
      guard pace.name == "20" else { return game }
      try report.figure(
        "collapse",
        Panels(
          "Twenty updates of G per update of D", columns: 3,
          zip(game.pictures.steps, game.pictures.images).map {
            planePicture(of: $1, title: "iteration \(grouped($0))", pulls: false)
          }
        ).sharedRanges())
      return game
    }
    report.table(
      ["updates per iteration", "clusters reached at the end", "moves from cluster to cluster"],
      games.map { [$0.pace.title, "\($0.covered)", "\($0.shares.moves)"] })
    let ends = games.map { planePicture(of: $0.pictures.images.last!, title: $0.pace.title, pulls: false) }
    try report.figure("paces", Panels("Three GANs at the end", columns: 3, ends).sharedRanges())
    let charts = games.map { $0.shares.chart($0.pace.title) }
    try report.figure(
      "shares", Panels("Where the fakes are during training", columns: 3, charts).sharedRanges())
  }

  /// What became of a GAN at a pace.
  private struct Game {
    let pace: Pace
    let pictures: Snapshots
    let shares: ClusterShares
    /// How many clusters it reaches at the end.
    let covered: Int
  }

  /// Trains a GAN at this pace. At every pace it starts from the same weights.
  private func train(at pace: Pace, _ report: Report) throws -> Game {
    let rival = Players(
      latent: run[Self.latent], learningRate: run[Self.learningRate],
      using: run.random("what-breaks networks"))
    let (count, size) = (run[Self.exhibitIterations], run[Self.batchSize])
    let random = run.random("what-breaks")
    let watched = rival.noise(400, using: run.random("what-breaks pictures"))
    func points() -> Tensor { rival.generator(watched, .inference) }
    let pictures = Snapshots(at: Set((5...9).map { $0 * count / 10 }))
    let interval = Loop.interval(of: count, rows: 100)
    let loop = try report.loop(
      count, named: pace.title, every: interval,
      state: rival.state() + [("random", random), ("pictures", pictures)])
    while let i = try loop.next() {
      if pictures.isDue(i) { pictures.append(planeValues(rival, points()), step: i) }
      if i.isMultiple(of: interval) { try loop.log(ClusterShares.values(of: points())) }
      var (lossD, lossG): (Float, Float) = (0, 0)
      // snippet.pace
      for _ in 0..<pace.updatesD {
        let fake = rival.generator(rival.noise(size, using: random), .inference)
        lossD = rival.updateDiscriminator(real: Ring.points(size, using: random), fake: fake)
      }
      for _ in 0..<pace.updatesG { lossG = rival.updateGenerator(rival.noise(size, using: random)) }
      // snippet.end
      try loop.log(Losses(lossD: lossD, lossG: lossG))
    }
    pictures.append(planeValues(rival, points()), step: count)
    let judged = rival.generator(rival.noise(2000, using: run.random("what-breaks judge")), .inference)
    return Game(
      pace: pace, pictures: pictures, shares: ClusterShares(loop.history),
      covered: Ring.coverage(of: judged).covered)
  }
}
