import DataFolders
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
  private let firstDeviation: Float

  init(_ name: String, _ source: DataSource, photographs: PictureCollection? = nil, _ run: Run) {
    (self.name, self.source, self.photographs) = (name, source, photographs)
    let random = run.random("\(name) face networks")
    let width = run[DCGANLesson.faceWidth]
    // The training on photographs is short, so it takes larger steps.
    let isOfPhotographs = photographs != nil
    let (rateG, rateD) =
      isOfPhotographs
      ? (run[DCGANLesson.photoRate], run[DCGANLesson.photoRate])
      : (run[DCGANLesson.faceRateG], run[DCGANLesson.faceRateD])
    let deviation = run[DCGANLesson.faceNoise]
    firstDeviation = deviation
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
      learningRateG: rateG, learningRateD: rateD,
      penalty: run[isOfPhotographs ? DCGANLesson.photoPenalty : DCGANLesson.facePenalty],
      judgesAtOnce: !run[DCGANLesson.faceBatchNorm])
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
  /// Sets both learning rates, and the noise on D's input, which fades to zero over the first 80 % of the training.
  ///
  /// - Parameter progress: 0 at the beginning, 1 at the end.
  func settle(_ progress: Float) {
    noise.level.deviation = firstDeviation * max(0, 1 - progress / 0.8)
    players.settle(progress)
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
