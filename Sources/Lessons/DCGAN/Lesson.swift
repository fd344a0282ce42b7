import Datasets
import Figures
import GANKit
import LessonKit

/// Chapter 4: convolutional players, on digits and on faces.
public final class DCGANLesson: Lesson {
  public static let slug = "dcgan"

  static let networks = Setting(
    "networks", quick: "light", standard: "light", full: "document", oneOf: ["light", "document"],
    "which networks draw digits")
  static let trainImages = Setting(
    "trainImages", quick: 12_000, standard: 60_000, full: 60_000, in: 1000...60_000,
    "real digits to learn from")
  static let steps = Setting(
    "steps", quick: 300, standard: 10_000, full: 11_700, in: 10...1_000_000,
    "training steps of both players, on digits")
  static let batchSize = Setting(
    "batchSize", quick: 64, standard: 64, full: 256, in: 2...1024, "digits in a batch")
  static let learningRateG = Setting(
    "learningRateG", quick: 1e-3, standard: 1e-3, full: 1e-4, in: 1e-6...1e-1,
    "Adam's learning rate for G, on digits")
  static let learningRateD = Setting(
    "learningRateD", quick: 5e-4, standard: 5e-4, full: 1e-4, in: 1e-6...1e-1,
    "Adam's learning rate for D, on digits")
  static let beta1 = Setting(
    "beta1", quick: 0.5, standard: 0.5, full: 0.9, in: 0.0...0.999,
    "decay of Adam's running mean of gradients, on digits")
  static let averaging = Setting(
    "averaging", quick: 0.98, standard: 0.999, full: 0.999, in: 0.0...0.99999,
    "decay of the moving average of G's weights that draws the samples"
  )
  static let frames = Setting(
    "frames", quick: 6, standard: 20, full: 50, in: 2...200, "pictures of the animation after the first")
  static let samples = Setting(
    "samples", quick: 2000, standard: 10_000, full: 10_000, in: 200...60_000,
    "generated digits that are judged")
  static let exhibitSteps = Setting(
    "exhibitSteps", quick: 40, standard: 800, full: 4000, in: 10...100_000,
    "training steps of each thing that breaks")
  static let kernelSteps = Setting(
    "kernelSteps", quick: 24, standard: 300, full: 300, in: 10...100_000,
    "training steps of each size of kernel, to look for checkerboards")
  public static let settings: [any AnySetting] =
    [
      networks, trainImages, steps, batchSize, learningRateG, learningRateD, beta1, averaging, frames,
      samples,
      exhibitSteps, kernelSteps,
    ] + faceSettings

  let run: Run
  let digits: DigitData
  let players: Players
  /// G with averaged weights, which draws all samples.
  let average: MovingAverage<Sequential>
  /// The trainings on faces: drawn ones, and those of the data folder if there are any.
  let faceTrainings: [FaceTraining]

  public init(_ run: Run) throws {
    self.run = run
    digits = try DigitData.load(from: run.data, trainCount: run[Self.trainImages])
    let isLight = run[Self.networks] == "light"
    let makeGenerator = { isLight ? makeLightGenerator(using: $0) : makeDocumentGenerator(using: $0) }
    let random = run.random("networks")
    players = Players(
      generator: makeGenerator(random),
      discriminator: isLight
        ? makeLightDiscriminator(using: random) : makeDocumentDiscriminator(using: random),
      learningRateG: Float(run[Self.learningRateG]), learningRateD: Float(run[Self.learningRateD]),
      beta1: Float(run[Self.beta1]))
    average = MovingAverage(
      of: players.generator, in: makeGenerator(run.random("average")), decay: Float(run[Self.averaging]))
    faceTrainings = try FaceTraining.all(run)
    run.use(digits.source, as: "mnist")
  }

  public var state: [(name: String, value: any Checkpointable)] {
    [
      ("players", players), ("average", average.model), ("optimizerG", players.optimizerG),
      ("optimizerD", players.optimizerD),
    ] + faceState
  }

  public var steps: [Step] {
    [
      Step("convolution", showConvolution),
      Step("networks", showNetworks),
      Step("train", train),
      Step("judge", judge),
      Step("latent-space", walkLatentSpace),
      Step("faces", trainFaces),
      Step("face-arithmetic", showFaceArithmetic),
      Step("what-breaks", showWhatBreaks),
    ]
  }

  /// Digits of fresh noise by the generator as it is now (its average).
  func generate(_ count: Int, _ stream: String) -> Tensor {
    average.model(Tensor.normal([count, latentSize], using: run.random(stream)), .inference)
  }
}
