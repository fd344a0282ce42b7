import GANKit
import LessonKit

/// Chapter 1: the two players, the value function, the equilibrium, and the first GAN.
public final class GANTheoryLesson: Lesson {
  public static let slug = "gan-theory"

  static let outcomes = Setting("outcomes", 6, in: 2...40, "outcomes of the discrete distributions")
  static let pairs = Setting(
    "pairs", quick: 200, standard: 1000, full: 10_000, in: 1...1_000_000,
    "random pairs of distributions in the step divergence")
  static let rate = Setting("rate", 0.1, in: 0.001...1, "learning rate in the bilinear game")
  static let iterations = Setting(
    "iterations", smoke: 1500, quick: 3000, standard: 10_000, full: 40_000, in: 1...10_000_000,
    "training iterations on the ring")
  static let batchSize = Setting(
    "batchSize", 256, in: 2...10_000, "number of real points, and of fakes, in a batch")
  static let learningRate = Setting<Float>(
    "learningRate", 1e-3, in: 1e-6...1e-1, "Adam's learning rate at the start")
  static let schedule = Setting(
    "schedule", RateSchedule.falling, "whether the learning rate falls to zero during training")
  static let latent = Setting("latent", 16, in: 1...1000, "length of G's noise vector")
  static let exhibitIterations = Setting(
    "exhibitIterations", smoke: 40, quick: 400, standard: 1000, full: 5000, in: 1...1_000_000,
    "training iterations of each GAN in the last step")
  public static let settings: [any AnySetting] = [
    outcomes, pairs, rate, iterations, batchSize, learningRate, schedule, latent,
    exhibitIterations,
  ]

  let run: Run
  let players: Players

  public init(_ run: Run) throws {
    self.run = run
    players = Players(
      latent: run[Self.latent], learningRate: run[Self.learningRate], using: run.random("networks"))
  }

  public var state: [(name: String, value: any Checkpointable)] {
    players.state()
  }

  public static var steps: [Step<GANTheoryLesson>] {
    [
      Step("two-players", showPlayers),
      Step("value-function", climbValue),
      Step("divergence", compareDivergence),
      Step("generator-losses", compareGeneratorLosses),
      Step("saddle", playBilinearGame),
      Step("untrained", showUntrained),
      Step("train", train),
      Step("what-breaks", showWhatBreaks),
    ]
  }
}
