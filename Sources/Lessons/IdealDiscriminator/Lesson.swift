import GANKit
import LessonKit

/// Chapter 2: one dimension, where the perfect players can be written down and set beside learned ones.
public final class IdealDiscriminatorLesson: Lesson {
  public static let slug = "ideal-discriminator"

  static let distance = Setting("distance", 4.0, in: 0.0...40.0, "between the two distributions of the first step")
  static let particles = Setting("particles", 2000, in: 10...100_000, "points of the generator without a network")
  static let steps = Setting(
    "steps", quick: 1500, standard: 10_000, full: 40_000, in: 1...10_000_000, "training steps of the networks")
  static let batchSize = Setting("batchSize", 256, in: 2...10_000, "real samples in a batch, and fakes")
  static let learningRate = Setting("learningRate", 1e-3, in: 1e-6...1e-1, "Adam's learning rate at first; it falls to zero")
  static let start = Setting("start", -12.0, in: -100.0...100.0, "where the last step's generator begins")
  public static let settings: [any AnySetting] = [distance, particles, steps, batchSize, learningRate, start]

  /// What the networks learn: two bumps of different width.
  static let target = Mixture(parts: [(0.4, -1.6, 0.35), (0.6, 1.2, 0.6)])

  let run: Run
  let players: Players

  public init(_ run: Run) throws {
    self.run = run
    players = Players(learningRate: Float(run[Self.learningRate]), using: run.random("networks"))
  }

  public var state: [(name: String, value: any Checkpointable)] {
    [("players", players), ("optimizerG", players.optimizerG), ("optimizerD", players.optimizerD)]
  }

  public var steps: [Step] {
    [
      Step("far-apart", showFarApart),
      Step("moving-together", moveTogether),
      Step("equal", showEqual),
      Step("indirect", matchIndirectly),
      Step("untrained", showUntrained),
      Step("train", train),
      Step("latent-space", compareTransport),
      Step("what-breaks", showWhatBreaks),
    ]
  }

  func noise(_ count: Int, using random: Random) -> Tensor { .normal([count, 1], using: random) }
}
