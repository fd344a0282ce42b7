import Datasets
import Figures
import GANKit
import LessonKit

/// Chapter 3: the first GAN, of dense layers, on handwritten digits.
public final class VanillaGANLesson: Lesson {
  public static let slug = "vanilla-gan"

  static let trainImages = Setting(
    "trainImages", quick: 12_000, standard: 60_000, full: 60_000, in: 1000...60_000,
    "real images to learn from")
  static let iterations = Setting(
    "iterations", smoke: 1200, quick: 2800, standard: 15_000, full: 93_800, in: 10...1_000_000,
    "training iterations of both players"
  )
  static let batchSize = Setting(
    "batchSize", smoke: 64, quick: 32, standard: 64, full: 64, in: 2...1024, "images in a batch")
  static let learningRate = Setting<Float>(
    "learningRate", 2e-4, in: 1e-6...1e-1, "Adam's learning rate, for both players")
  public static let averaging = Setting<Float>(
    "averaging", quick: 0.99, standard: 0.999, full: 0.999, in: 0.0...0.99999,
    "decay of the moving average of G's weights that draws the samples"
  )
  static let samples = Setting(
    "samples", quick: 2000, standard: 10_000, full: 10_000, in: 200...60_000,
    "generated images that are judged")
  static let fewImages = Setting(
    "fewImages", 100, in: 10...10_000, "real images of the GAN that is to copy, in the step judge")
  static let fewIterations = Setting(
    "fewIterations", smoke: 60, quick: 500, standard: 5000, full: 20_000, in: 10...1_000_000,
    "training iterations of the GAN that is to copy")
  static let exhibitIterations = Setting(
    "exhibitIterations", smoke: 40, quick: 100, standard: 1000, full: 4000, in: 10...100_000,
    "training iterations of each thing that breaks")
  public static let settings: [any AnySetting] = [
    trainImages, iterations, batchSize, learningRate, averaging, samples, fewImages, fewIterations,
    exhibitIterations,
  ]

  let run: Run
  let digits: DigitData
  let players: Players
  /// G with averaged weights, which draws all samples.
  let average: MovingAverage<Sequential>

  public init(_ run: Run) throws {
    self.run = run
    digits = try DigitData.load(from: run.data, trainCount: run[Self.trainImages])
    players = Players(learningRate: run[Self.learningRate], using: run.random("networks"))
    average = MovingAverage(
      of: players.generator, in: makeGenerator(using: run.random("average")),
      decay: run[Self.averaging])
    run.use(digits.source, as: "mnist")
  }

  public var state: [(name: String, value: any Checkpointable)] {
    players.state() + [("average", average.model)]
  }

  public var startingNetworks: [StartingNetwork] {
    StartingNetwork.players(players.generator, players.discriminator, average: average.model)
  }

  public static var steps: [Step<VanillaGANLesson>] {
    [
      Step("data", showData),
      Step("networks", showNetworks),
      Step("untrained", showUntrained),
      Step("one-step", takeOneStep),
      Step("train", train),
      Step("judge", judge),
      Step("latent-space", walkLatentSpace),
      Step("what-breaks", showWhatBreaks),
    ]
  }

  public static var generators: [TrainedGenerator] {
    [
      TrainedGenerator("digits", step: "train", states: ["average"], latentSize: latentSize) {
        makeGenerator(using: $1)
      }
    ]
  }

  /// Images that the averaged generator, as it is now, makes of fresh noise.
  func generate(_ count: Int, _ stream: String) -> Tensor {
    average.model(noise(count, using: run.random(stream)), .inference)
  }
}
