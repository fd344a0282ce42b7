import Datasets
import Foundation
import GANKit
import LessonKit

/// One training on faces: what it learns from, its two players, and the average of G that draws the samples.
struct FaceTraining {
  /// "drawn" or "folder".
  let name: String
  let source: DataSource
  let players: Players
  let average: MovingAverage<Sequential>
  /// The noise on D's input.
  let noise: GaussianNoise
  /// The data folder's faces, read before anything is trained, so that a damaged file is found at once.
  private let photographs: PictureCollection?
  private let firstRates: (g: Float, d: Float)
  private let firstDeviation: Float
  /// The weight of the penalty on D's slope.
  private let penalty: Float

  init(_ name: String, _ source: DataSource, photographs: PictureCollection? = nil, _ run: Run) {
    (self.name, self.source, self.photographs) = (name, source, photographs)
    let random = run.random("\(name) face networks")
    let width = run[DCGANLesson.faceWidth]
    // The training on photographs is short, so it takes larger steps.
    let isOfPhotographs = photographs != nil
    firstRates =
      isOfPhotographs
      ? (run[DCGANLesson.photoRate], run[DCGANLesson.photoRate])
      : (run[DCGANLesson.faceRateG], run[DCGANLesson.faceRateD])
    let deviation = run[DCGANLesson.faceNoise]
    firstDeviation = deviation
    penalty = run[isOfPhotographs ? DCGANLesson.photoPenalty : DCGANLesson.facePenalty]
    let noise = GaussianNoise(deviation)
    let augmentation = run[DCGANLesson.faceAugmentation].augmentation
    self.noise = noise
    players = Players(
      generator: makeFaceGenerator(
        width: width, momentum: 0.9, blur: run[DCGANLesson.faceBlur], using: random),
      discriminator: Sequential {
        if !augmentation.isEmpty { Augment(augmentation) }
        if deviation > 0 { noise }
        makeFaceDiscriminator(width: width, batchNorm: run[DCGANLesson.faceBatchNorm], using: random)
      },
      learningRateG: firstRates.g, learningRateD: firstRates.d)
    average = MovingAverage(
      of: players.generator,
      in: makeFaceGenerator(width: width, momentum: 0.9, blur: run[DCGANLesson.faceBlur], using: random),
      decay: run[DCGANLesson.faceAveraging])
  }

  /// Whether the faces are drawn, so that the classifier can read their factors back.
  var isDrawn: Bool { name == "drawn" }

  /// The name under which a number is recorded: "lossD", or "folderLossD" for a training on a folder's faces.
  func metric(_ name: String) -> String {
    isDrawn ? name : self.name + name.prefix(1).uppercased() + name.dropFirst()
  }

  /// Its part of the lesson's state.
  var state: [(name: String, value: any Checkpointable)] {
    players.state(named: "\(name) faces") + [("\(name) faces average", average.model)]
  }

  /// The faces to learn from, `[N, 64, 64, 3]` in [-1, 1].
  func images(_ run: Run) -> PictureCollection {
    if let photographs { return photographs }
    let count = min(run[DCGANLesson.faceImages], DCGANLesson.mostDrawnFaces)
    return PictureCollection(DrawnFaces.images(count: count, using: run.random("drawn faces")).images)
  }

  // snippet.settle
  /// Sets the noise on D's input, which fades to zero over the first 80 % of the training, and both learning rates,
  /// which fall to zero over the last 40 %.
  ///
  /// - Parameter progress: 0 at the beginning, 1 at the end.
  func settle(_ progress: Float) {
    noise.level.deviation = firstDeviation * max(0, 1 - progress / 0.8)
    let slowdown = min(1, (1 - progress) / 0.4)
    players.setLearningRates(g: firstRates.g * slowdown, d: firstRates.d * slowdown)
  }
  // snippet.end

  // snippet.faceUpdate
  /// One iteration of both players. In every eighth, D's loss has the penalty R1 on its slope at the real images, eight
  /// times as heavy, which costs an eighth of the time (Karras et al. 2020, section 3.1).
  ///
  /// - Returns: the losses of the two players, without the penalty.
  func update(real: Tensor, _ random: Random) -> Losses {
    let (discriminator, generated) = (players.discriminator, players.generate(real.shape[0], random))
    var lossD: Float = 0
    let (_, gradients) = gradients(of: discriminator) {
      let loss = discriminatorLoss(
        onReal: discriminator(real, .training(random)),
        onFake: discriminator(generated.value, .training(random)))
      lossD = loss.scalar
      guard penalty > 0, players.optimizerD.updates % 8 == 0 else { return loss }
      return loss
        + GradientPenalty.r1(real: real, weight: 8 * penalty) { discriminator($0, .training(random)) }
    }
    players.optimizerD.update(with: gradients)
    return Losses(lossD: lossD, lossG: players.updateGenerator(generated, random).loss)
  }
  // snippet.end

  /// Faces of noise `[N, latentSize]` by the averaged G, some at a time, so that memory does not grow with their number.
  func faces(_ z: Tensor) -> Tensor {
    z.inPieces(of: 100) { average.model($0, .inference) }
  }
}

extension FaceTraining {
  /// The trainings of a run: on drawn faces, whose factors can be read back; then on those of the data folder, if any.
  /// - Throws: `DataError` that names each damaged file, or if a folder was named and has no faces.
  static func all(_ run: Run) throws -> [FaceTraining] {
    let choice = run[DCGANLesson.faces]
    let drawn = DataSource.drawn(DataSet.faces.standIn)
    let found =
      choice == .drawn
      ? nil : try FaceData.load(from: run.data, size: 64, count: run[DCGANLesson.faceImages])
    guard let found else {
      // Without a folder there is one training, whatever was asked for.
      run.use(drawn, as: "faces", chosen: choice == .drawn)
      return [FaceTraining("drawn", drawn, run)]
    }
    run.use(found.source, as: "faces", remark: found.images.note)
    let fromFolder = FaceTraining("folder", found.source, photographs: found.images, run)
    guard choice == .all else { return [fromFolder] }
    run.use(drawn, as: "drawn faces", chosen: true)
    return [FaceTraining("drawn", drawn, run), fromFolder]
  }
}
