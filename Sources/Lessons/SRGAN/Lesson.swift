import GANKit
import LessonKit

/// Chapter 8: pictures four times as large, first as near to the truth as possible, then as sharp as the truth.
public final class SRGANLesson: Lesson {
  public static let slug = "srgan"

  let run: Run
  let pictures: LessonPictures
  let patches: Patches
  /// G, trained on the mean squared error, and its optimizer.
  let srresnet: Generator
  let optimizer: Adam
  /// The network whose features the loss compares, and another one, for measuring, that no loss sees.
  let features: FeatureNetwork
  let judgeFeatures: FeatureNetwork
  /// G, trained against D, and D.
  let players: Players

  public init(_ run: Run) throws {
    self.run = run
    let patch = run[Self.patch]
    guard patch % 16 == 0 else {
      throw UsageError(
        "--set patch=\(patch): D halves patches four times, so that patch is a multiple of 16; the nearest is "
          + "\((patch + 8) / 16 * 16).")
    }
    pictures = try LessonPictures(run, patch: patch)
    patches = Patches(pairs: pictures.training, side: patch)
    srresnet = Self.generator(run, "networks")
    optimizer = Adam(for: srresnet, learningRate: run[Self.learningRate])
    let (width, classes) = (run[Self.featureWidth], pictures.training.count)
    features = FeatureNetwork(width: width, classes: classes, using: run.random("features"))
    judgeFeatures = FeatureNetwork(width: width, classes: classes, using: run.random("judge"))
    players = Self.players(run, "game")
    run.use(pictures.trainingSource, as: "sr/\(run[Self.train])")
    run.use(pictures.testSource, as: "sr/\(run[Self.test])")
  }

  public var state: [(name: String, value: any Checkpointable)] {
    [
      ("srresnet", srresnet), ("optimizer", optimizer), ("features", features), ("judge", judgeFeatures),
    ] + players.state()
  }

  public static var steps: [Step<SRGANLesson>] {
    [
      Step("lost", showWhatIsLost),
      Step("bicubic", enlargeBicubically),
      Step("networks", showNetworks),
      Step("srresnet", trainOnPixels),
      Step("features", trainFeatures),
      Step("srgan", trainPlayers),
      Step("trade", showPerceptionDistortion),
      Step("what-breaks", showWhatBreaks),
    ]
  }

  static func generator(_ run: Run, _ stream: String) -> Generator {
    Generator(run[design], width: run[width], blocks: run[blocks], using: run.random(stream))
  }

  static func players(_ run: Run, _ stream: String) -> Players {
    Players(
      generator: generator(run, stream),
      discriminator: makeDiscriminator(
        width: run[widthD], size: run[patch], using: run.random("\(stream) discriminator")),
      learningRateG: run[learningRateG], learningRateD: run[learningRateD])
  }

  /// Where the pictures come from, for captions.
  var dataNote: String {
    "Trained on \(pictures.trainingSource.note), tested on \(pictures.testSource.note)."
  }

  /// The cells of a table's row for a quality.
  static func cells(_ quality: Quality) -> [String] {
    [
      format(quality.fidelity.psnr, 2), format(quality.fidelity.ssim, 3), format(quality.sharpness, 2),
      format(quality.frechetDistance, 3),
    ]
  }
}
