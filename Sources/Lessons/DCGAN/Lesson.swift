import Datasets
import GANKit
import LessonKit

/// Chapter 4: convolutional players, on digits and on faces.
public final class DCGANLesson: Lesson {
  public static let slug = "dcgan"

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
    let (networks, random) = (run[Self.networks], run.random("networks"))
    players = Players(
      generator: networks.makeGenerator(using: random),
      discriminator: networks.makeDiscriminator(dropout: run[Self.dropout], using: random),
      learningRateG: run[Self.learningRateG], learningRateD: run[Self.learningRateD],
      beta1: run[Self.beta1], penalty: run[Self.penalty])
    average = MovingAverage(
      of: players.generator, in: networks.makeGenerator(using: run.random("average")),
      decay: run[Self.averaging])
    faceTrainings = try FaceTraining.all(run)
    run.use(digits.source, as: "mnist")
  }

  public var state: [(name: String, value: any Checkpointable)] {
    players.state() + [("average", average.model)] + faceState
  }

  public var startingNetworks: [StartingNetwork] {
    StartingNetwork.players(players.generator, players.discriminator, average: average.model)
  }

  public static var steps: [Step<DCGANLesson>] {
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

  public static var generators: [TrainedGenerator] {
    [
      TrainedGenerator("digits", step: "train", states: ["average"], latentSize: latentSize) {
        $0[networks].makeGenerator(using: $1)
      },
      TrainedGenerator(
        "faces", step: "faces", states: ["drawn faces average", "folder faces average"],
        latentSize: latentSize
      ) {
        makeFaceGenerator(width: $0[faceWidth], using: $1)
      },
    ]
  }

  /// Digits that the averaged generator, as it is now, makes of fresh noise.
  func generate(_ count: Int, _ stream: String) -> Tensor {
    average.model(noise(count, using: run.random(stream)), .inference)
  }
}
