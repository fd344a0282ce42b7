import GANKit
import LessonKit

/// Chapter 2: one dimension, where the perfect players can be written down and compared with learned ones.
public final class IdealDiscriminatorLesson: Lesson {
  public static let slug = "ideal-discriminator"

  static let distance = Setting(
    "distance", 4.0, in: 0.0...8.0, "distance between the two distributions in the first step")
  static let particles = Setting(
    "particles", 2000, in: 10...100_000, "points of the cloud that follows D*")
  static let iterations = Setting(
    "iterations", smoke: 600, quick: 2000, standard: 4000, full: 20_000, in: 1...10_000_000,
    "training iterations of G")
  static let batchSize = Setting(
    "batchSize", 256, in: 2...10_000, "number of real samples, and of fakes, in a batch")
  static let learningRate = Setting<Float>(
    "learningRate", 2e-3, in: 1e-6...1e-1, "D's learning rate at the start; it falls to zero, and G's with it"
  )
  static let rateRatio = Setting<Float>(
    "rateRatio", 4, in: 0.01...100, "D's learning rate divided by G's")
  static let updatesD = Setting("updatesD", 5, in: 1...100, "updates of D per update of G")
  static let start = Setting<Float>(
    "start", -12.0, in: -100.0...100.0, "where the generator of the last step starts")
  public static let settings: [any AnySetting] = [
    distance, particles, iterations, batchSize, learningRate, rateRatio, updatesD, start,
  ]

  /// What the networks learn: two bumps of different width.
  static let target = Mixture(parts: [(0.65, -1, 0.6), (0.35, 1.8, 0.8)])

  let run: Run
  let players: Players

  public init(_ run: Run) throws {
    self.run = run
    players = Players(
      learningRate: run[Self.learningRate], rateRatio: run[Self.rateRatio], using: run.random("networks"))
  }

  public var state: [(name: String, value: any Checkpointable)] {
    players.state()
  }

  public static var steps: [Step<IdealDiscriminatorLesson>] {
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
}
