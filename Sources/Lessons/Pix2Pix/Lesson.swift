import GANKit
import LessonKit

/// Chapter 6: one picture in, another out, learnt from pairs.
public final class Pix2PixLesson: Lesson {
  public static let slug = "pix2pix"

  let run: Run
  let pictures: Pictures
  let players: Players

  public init(_ run: Run) throws {
    self.run = run
    let (size, downsamplings) = (run[Self.size], run[Self.patchDownsamplings])
    guard patchDecisions(size: size, downsamplings: downsamplings) > 0 else {
      throw UsageError(
        "patchDownsamplings=\(downsamplings): D's patches do not fit an image of \(size)x\(size) pixels. "
          + "Take patchDownsamplings=\(downsamplings - 1), or size=\(2 * size).")
    }
    pictures = try Pictures(run)
    players = Self.players(run, "networks")
  }

  public var state: [(name: String, value: any Checkpointable)] {
    players.state()
  }

  public var startingNetworks: [StartingNetwork] {
    StartingNetwork.players(
      players.generator, players.discriminator,
      layoutsOfGenerator: [.init(players.generator.namesInAuthorsPort)])
  }

  public static var steps: [Step<Pix2PixLesson>] {
    [
      Step("pairs", showPairs),
      Step("networks", showNetworks),
      Step("patches", showPatches),
      Step("untrained", showUntrained),
      Step("train", train),
      Step("translations", showTranslations),
      Step("judge", judge),
      Step("other-tasks", showOtherTasks),
      Step("what-breaks", showWhatBreaks),
    ]
  }

  public static var translators: [TrainedTranslator] {
    [
      TrainedTranslator(
        "translation", step: "train", states: ["players.generator"], hasNoise: true, side: { $0[size] }
      ) {
        generator($0, using: $1)
      }
    ]
  }

  /// A new generator according to the settings.
  static func generator(_ settings: Settings, hasSkips: Bool = true, using random: Random) -> UNet {
    // An image of 2^n pixels can be halved n times.
    let levels = min(settings[levels], settings[size].trailingZeroBitCount)
    return UNet(
      levels: levels, width: settings[widthG], hasSkips: hasSkips, dropout: settings[dropout], using: random)
  }

  /// New players according to the settings, except for what a variant changes.
  static func players(
    _ run: Run, loss: GeneratorLoss? = nil, hasSkips: Bool = true, widerD: Int = 1, _ stream: String
  ) -> Players {
    let random = run.random(stream)
    return Players(
      generator: generator(run.settings, hasSkips: hasSkips, using: random),
      discriminator: makeDiscriminator(
        width: widerD * run[widthD], downsamplings: run[patchDownsamplings], using: random),
      loss: loss ?? GeneratorLoss(lambda: run[lambda]), learningRate: run[learningRate],
      augmentation: run[augmentation].augmentation)
  }
}
