import Datasets
import Figures
import GANKit
import Judges
import LessonKit

/// Chapter 3: the first GAN, of dense layers, on handwritten digits.
public final class VanillaGANLesson: Lesson {
  public static let slug = "vanilla-gan"

  static let trainImages = Setting(
    "trainImages", quick: 12_000, standard: 60_000, full: 60_000, in: 1000...60_000,
    "real images to learn from")
  static let steps = Setting(
    "steps", quick: 1200, standard: 15_000, full: 93_800, in: 10...1_000_000, "training steps of both players"
  )
  static let batchSize = Setting("batchSize", 64, in: 2...1024, "images in a batch")
  static let learningRate = Setting(
    "learningRate", 2e-4, in: 1e-6...1e-1, "Adam's learning rate, for both players")
  static let averaging = Setting(
    "averaging", 0.999, in: 0.0...0.99999, "decay of the moving average of G's weights that draws the samples"
  )
  static let samples = Setting(
    "samples", quick: 2000, standard: 10_000, full: 10_000, in: 200...60_000,
    "generated images that are judged")
  static let exhibitSteps = Setting(
    "exhibitSteps", quick: 100, standard: 1000, full: 4000, in: 10...100_000,
    "training steps of each thing that breaks")
  public static let settings: [any AnySetting] = [
    trainImages, steps, batchSize, learningRate, averaging, samples, exhibitSteps,
  ]

  let run: Run
  let digits: DigitData
  let players: Players
  /// G with averaged weights, which draws all samples.
  let average: MovingAverage<Sequential>

  public init(_ run: Run) throws {
    self.run = run
    digits = try DigitData.load(from: run.data, trainCount: run[Self.trainImages])
    players = Players(learningRate: Float(run[Self.learningRate]), using: run.random("networks"))
    average = MovingAverage(
      of: players.generator, in: makeGenerator(using: run.random("average")),
      decay: Float(run[Self.averaging]))
    run.use(digits.source, as: "mnist")
  }

  public var state: [(name: String, value: any Checkpointable)] {
    [
      ("players", players), ("average", average.model), ("optimizerG", players.optimizerG),
      ("optimizerD", players.optimizerD),
    ]
  }

  public var steps: [Step] {
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

  /// Images of fresh noise by the generator as it is now (its average).
  func generate(_ count: Int, _ stream: String) -> Tensor {
    average.model(Tensor.normal([count, latentSize], using: run.random(stream)), .inference)
  }

  /// The classifier that judges the samples: trained once, then taken from the cache.
  func trainedClassifier(_ report: Report) throws -> DigitClassifier {
    let classifier = try DigitClassifier.trained(on: digits, cache: run.cacheFolder) { _ in
      try run.checkInterruption()
    }
    report.metric("classifierAccuracy", classifier.accuracy(on: digits.test))
    return classifier
  }
}
