import Datasets
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
  /// G, trained as SRGAN is but without an adversary, and its optimizer.
  let control: Generator
  let controlOptimizer: Adam

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
    control = Self.generator(run, "control")
    controlOptimizer = Adam(for: control, learningRate: run[Self.learningRateG])
    for (name, source) in [
      (run[Self.train], pictures.trainingSource), (run[Self.test], pictures.testSource),
    ] {
      run.use(
        source, as: name == LessonPictures.scenes ? name : "sr/\(name)", chosen: name == LessonPictures.scenes
      )
    }
    if let source = pictures.photographSource { run.use(source, as: "sr/\(SharpPictures.collections.test)") }
  }

  public var state: [(name: String, value: any Checkpointable)] {
    [
      ("srresnet", srresnet), ("optimizer", optimizer), ("features", features), ("judge", judgeFeatures),
      ("control", control), ("controlOptimizer", controlOptimizer),
    ] + players.state()
  }

  public var startingNetworks: [StartingNetwork] {
    [
      StartingNetwork("srresnet", srresnet, prefix: "netG"),
      StartingNetwork(
        "players.generator", players.generator, copies: [control], isOptional: true, trainedBy: "srgan"),
      StartingNetwork(
        "players.discriminator", players.discriminator, isOptional: true, trainedBy: "srgan", prefix: "netD"),
    ]
  }

  /// Where SRGAN and the control begin: with SRResNet's weights, or with those of a file, which the control got, too.
  var gameStart: Generator { run.startsFromFile("players.generator") ? control : srresnet }

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

  public static var translators: [TrainedTranslator] {
    [
      TrainedTranslator("srgan", step: "srgan", states: ["players.generator"]) { generator($0, using: $1) },
      TrainedTranslator("srresnet", step: "srresnet", states: ["srresnet"]) { generator($0, using: $1) },
    ]
  }

  static func generator(_ run: Run, _ stream: String) -> Generator {
    generator(run.settings, using: run.random(stream))
  }

  static func generator(_ settings: Settings, using random: Random) -> Generator {
    Generator(settings[design], width: settings[width], blocks: settings[blocks], using: random)
  }

  static func players(_ run: Run, _ stream: String) -> Players {
    Players(
      generator: generator(run, stream),
      discriminator: makeDiscriminator(
        width: run[widthD], size: run[patch], kernel: run[kernelD],
        using: run.random("\(stream) discriminator")),
      learningRateG: run[learningRateG], learningRateD: run[learningRateD])
  }

  /// Where the pictures come from, for captions.
  var dataNote: String {
    "Trained on \(pictures.trainingSource.note), tested on \(pictures.testSource.note)."
  }

  /// The header of a table of qualities, and the cells of one of its rows.
  static let columns = [
    "", "PSNR, dB", "SSIM", "sharpness (truth 1)", "fine detail (truth 1)", "Frechet distance",
    "grid, grey levels",
  ]
  static func cells(_ quality: Quality) -> [String] {
    [
      format(quality.fidelity.psnr, 2), format(quality.fidelity.ssim, 3), format(quality.sharpness, 2),
      format(quality.detail, 2), format(quality.frechetDistance, 3), format(quality.grid, 2),
    ]
  }

  /// Records all that was measured of one way to enlarge pictures.
  func record(_ quality: Quality, as key: String, _ report: Report) {
    report.metric("\(key)PSNR", quality.fidelity.psnr)
    report.metric("\(key)SSIM", quality.fidelity.ssim)
    report.metric("\(key)Sharpness", quality.sharpness)
    report.metric("\(key)Detail", quality.detail)
    report.metric("\(key)Distance", quality.frechetDistance)
    report.metric("\(key)Grid", quality.grid)
  }
}
