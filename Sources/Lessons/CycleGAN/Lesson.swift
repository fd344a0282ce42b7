import GANKit
import LessonKit

/// Chapter 7: translation between two collections of pictures of which no two belong together.
public final class CycleGANLesson: Lesson {
  public static let slug = "cyclegan"

  let run: Run
  let domains: Domains
  /// The players of the main training.
  let players: Players
  /// The second pair of collections, and the players that learn from it.
  let buildings: Domains
  let builders: Players

  public init(_ run: Run) throws {
    try Self.checkSizes(run)
    self.run = run
    domains = try Domains.chosen(run)
    players = Self.players(run, "networks", weights: Self.weights(run))
    // Read before anything is trained, so that a damaged file is found at once.
    buildings = try Domains.buildings(run)
    builders = Self.players(run, "building networks", weights: Self.weights(run))
    run.use(
      domains.source, as: run[Self.dataset], chosen: run[Self.dataset] == "herds",
      remark: domains.trainA.note ?? domains.trainB.note)
    run.use(buildings.source, as: Domains.facadesUnpaired)
  }

  public var state: [(name: String, value: any Checkpointable)] {
    players.state(named: "players") + builders.state(named: "builders")
  }

  public var startingNetworks: [StartingNetwork] {
    players.startingNetworks(
      blocks: run[Self.blocks], downsamplings: run[Self.downsamplings], run[Self.normalization])
  }

  public static var steps: [Step<CycleGANLesson>] {
    [
      Step("domains", showDomains),
      Step("cycles", showCycles),
      Step("networks", showNetworks),
      Step("train", train),
      Step("translate", showTranslations),
      Step("hidden-message", showHiddenMessage),
      Step("buildings", trainOnBuildings),
      Step("what-breaks", showWhatBreaks),
    ]
  }

  public static var translators: [TrainedTranslator] {
    func translator(_ name: String, step: String, state: String) -> TrainedTranslator {
      TrainedTranslator(name, step: step, states: [state], side: { $0[size] }) { generator($0, using: $1) }
    }
    return [
      translator("a-to-b", step: "train", state: "players.g"),
      translator("b-to-a", step: "train", state: "players.f"),
      translator("photo-to-labels", step: "buildings", state: "builders.g"),
      translator("labels-to-photo", step: "buildings", state: "builders.f"),
    ]
  }

  /// A new generator according to the settings.
  static func generator(_ settings: Settings, using random: Random) -> Sequential {
    makeGenerator(
      width: settings[width], blocks: settings[blocks], downsamplings: settings[downsamplings],
      normalization: settings[normalization], using: random)
  }

  /// The weights of the parts of the generators' loss, according to the settings.
  static func weights(_ run: Run) -> LossWeights {
    LossWeights(cycle: run[cycleWeight], identity: run[identityWeight])
  }

  /// New players according to the settings.
  static func players(_ run: Run, _ stream: String, weights: LossWeights) -> Players {
    let random = run.random(stream)
    return Players(
      generator: { generator(run.settings, using: random) },
      discriminator: {
        makeDiscriminator(
          width: run[widthD], downsamplings: run[patchDownsamplings], using: random)
      },
      adversarialLoss: run[adversarialLoss], weights: weights, learningRate: run[learningRate],
      poolSize: run[poolSize])
  }

  /// A generator halves a picture and doubles it again, so its side has to be divisible; and a discriminator's patch
  /// has to fit in.
  private static func checkSizes(_ run: Run) throws {
    let (size, unit) = (run[Self.size], 1 << run[downsamplings])
    guard size % unit == 0 else {
      throw UsageError(
        "--set size=\(size): with \(run[downsamplings]) downsamplings the size has to be a multiple of \(unit); the "
          + "nearest are \(size / unit * unit) and \((size / unit + 1) * unit).")
    }
    guard patchDecisions(size: size, downsamplings: run[patchDownsamplings]) > 0 else {
      throw UsageError(
        "--set patchDownsamplings=\(run[patchDownsamplings]): the discriminators' patches do not fit a picture of "
          + "\(size)x\(size) pixels. Take patchDownsamplings=\(run[patchDownsamplings] - 1), or a larger size."
      )
    }
  }
}
