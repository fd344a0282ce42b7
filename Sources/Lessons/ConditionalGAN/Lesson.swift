import DataFolders
import Datasets
import GANKit
import LessonKit

/// Chapter 5: a GAN that can be asked for a digit, and one that can be asked for a face.
public final class ConditionalGANLesson: Lesson {
  public static let slug = "conditional-gan"

  static let trainImages = Setting(
    "trainImages", quick: 12_000, standard: 60_000, full: 60_000, in: 1000...60_000,
    "real images to learn from")
  static let networks = Setting(
    "networks", smoke: Design.dense, quick: .convolutional, standard: .convolutional, full: .convolutional,
    oneOf: Design.allCases, "the architecture of both players")
  static let width = Setting(
    "width", quick: 16, standard: 32, full: 64, in: 4...256,
    "channels of the outer layers of the convolutional players; the inner ones have twice as many")
  static let loudness = Setting<Float>(
    "loudness", 2, in: 0.0...100,
    "the factor on G's one-hot label, which stands beside a hundred normal numbers")
  static let iterations = Setting(
    "iterations", smoke: 150, quick: 1200, standard: 5500, full: 40_000, in: 10...1_000_000,
    "training iterations of both players")
  static let batchSize = Setting(
    "batchSize", smoke: 64, quick: 32, standard: 64, full: 64, in: 2...1024, "images in a batch")
  static let learningRateG = Setting<Float>("learningRateG", 1e-3, in: 1e-6...1e-1, "G's learning rate")
  static let learningRateD = Setting<Float>("learningRateD", 5e-4, in: 1e-6...1e-1, "D's learning rate")
  static let averaging = Setting<Float>(
    "averaging", quick: 0.99, standard: 0.999, full: 0.999, in: 0.0...0.99999,
    "decay of the moving average of G's weights that draws the samples")
  static let samples = Setting(
    "samples", quick: 2000, standard: 10_000, full: 10_000, in: 200...60_000,
    "generated images that are judged")
  static let exhibitIterations = Setting(
    "exhibitIterations", smoke: 100, quick: 300, standard: 1500, full: 4000, in: 10...100_000,
    "training iterations of each variant in the last step")
  static let attributeFaces = Setting(
    "attributeFaces", smoke: 500, quick: 4000, standard: 12_000, full: 12_000, in: 500...100_000,
    "faces that are drawn to learn from")
  static let attributeIterations = Setting(
    "attributeIterations", smoke: 40, quick: 700, standard: 3500, full: 20_000, in: 10...1_000_000,
    "training iterations of both players, on faces")
  static let requestText = Setting(
    "request", "dark skin, red curls, smiling, glasses", checkedBy: { _ = try FaceRequest($0) },
    "a face to draw, in words such as these; a word that does not exist gets you the list")
  public static let settings: [any AnySetting] = [
    trainImages, networks, width, loudness, iterations, batchSize, learningRateG, learningRateD, averaging,
    samples, attributeFaces, attributeIterations, requestText, exhibitIterations,
  ]

  let run: Run
  let digits: DigitData
  let players: Players
  /// G with averaged weights, which draws all samples.
  let average: MovingAverage<Generator>
  /// The players for faces, and their G with averaged weights.
  let facePlayers: FacePlayers
  let faceAverage: MovingAverage<Generator>
  /// What the reader asks for, and what no face of the training has.
  let request: FaceRequest
  let unseen: [FaceRequest]

  public init(_ run: Run) throws {
    self.run = run
    request = try FaceRequest(run[Self.requestText])
    unseen = try Self.unseen.map(FaceRequest.init)
    digits = try DigitData.load(from: run.data, trainCount: run[Self.trainImages])
    players = Self.players(run, "networks")
    average = MovingAverage(
      of: players.generator,
      in: Generator(
        run[Self.networks], width: run[Self.width], loudness: run[Self.loudness],
        using: run.random("average")),
      decay: run[Self.averaging])
    let (width, loudness) = (run[Self.width], run[Self.loudness])
    facePlayers = FacePlayers(width: width, loudness: loudness, using: run.random("attributes networks"))
    faceAverage = MovingAverage(
      of: facePlayers.generator,
      in: .forFaces(width: width, loudness: loudness, using: run.random("attributes average")),
      decay: 1 - 10 / Float(run[Self.attributeIterations]))
    run.use(digits.source, as: "mnist")
    run.use(.drawn(DataSet.faces.standIn), as: "drawn faces", chosen: true)
  }

  public var state: [(name: String, value: any Checkpointable)] {
    players.state() + [("average", average.model)] + facePlayers.state(named: "faces")
      + [("faces average", faceAverage.model)]
  }

  public var startingNetworks: [StartingNetwork] {
    [
      StartingNetwork(
        "players.generator", players.generator, copies: [average.model], prefix: "netG"),
      // Not from PyTorch: nothing there says how D's planes are laid out.
      StartingNetwork("players.discriminator", players.discriminator, isOptional: true),
    ]
  }

  public static var steps: [Step<ConditionalGANLesson>] {
    [
      Step("labels", showLabels),
      Step("networks", showNetworks),
      Step("untrained", showUntrained),
      Step("train", train),
      Step("accuracy", judge),
      Step("control", compareWithControl),
      Step("content-and-style", showStyles),
      Step("attributes", trainFaces),
      Step("request", drawRequests),
      Step("what-breaks", showWhatBreaks),
    ]
  }

  public static var generators: [TrainedGenerator] {
    [
      TrainedGenerator(
        "digits", step: "train", states: ["average.network"], latentSize: latentSize,
        label: .init(classes: 10) { $0[loudness] }
      ) {
        Generator($0[networks], width: $0[width], using: $1).network
      },
      TrainedGenerator(
        "faces", step: "attributes", states: ["faces average.network"], latentSize: latentSize,
        label: .init(
          FaceFactor.attributes, shares: FaceFactor.allCases.map(\.probabilities), loudness: { $0[loudness] },
          reading: { text in
            let request = try FaceRequest(text, givenAs: "--label ")
            return FaceFactor.allCases.map { request.categories[$0] }
          })
      ) {
        Generator.forFaces(width: $0[width], loudness: $0[loudness], using: $1).network
      },
    ]
  }

  /// New players according to the settings.
  static func players(_ run: Run, loudness: Float? = nil, _ stream: String) -> Players {
    Players(
      run[networks], width: run[width], loudness: loudness ?? run[Self.loudness],
      learningRateG: run[learningRateG],
      learningRateD: run[learningRateD], using: run.random(stream))
  }

  /// Images of the digits in turn, from fresh noise, by the averaged generator.
  func draw(_ count: Int, _ stream: String) -> Tensor {
    average.model.draw(digitsInTurn(count), from: noise(count, using: run.random(stream)))
  }
}
