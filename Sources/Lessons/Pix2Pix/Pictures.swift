import DataFolders
import Datasets
import GANKit
import LessonKit
import Pictures

/// The pairs of a run, as inputs and targets.
struct Pictures {
  /// The pairs to learn from, with room for crops of the lesson's size.
  private var training: PairCollection
  /// At most a thousand of them, evenly spread, to measure and to train the judge on: `[N, S, S, 3]`.
  private(set) var trainInputs, trainTargets: Tensor
  /// `[N, size, size, 3]`
  private(set) var testInputs, testTargets: Tensor
  let source: DataSource
  private(set) var direction: Direction

  /// The data folder's facades; drawn ones where it has none, or where the settings ask for them.
  ///
  /// - Throws: `DataError` that names each damaged file, or if a folder was named and has no pairs.
  init(_ run: Run) throws {
    let (size, count) = (run[Pix2PixLesson.size], run[Pix2PixLesson.pairs])
    let trainSize = RandomCrops.side(forCropsOf: size)
    direction = run[Pix2PixLesson.direction]
    let wantsDrawn = run[Pix2PixLesson.data] == .drawn
    let found =
      wantsDrawn
      ? nil
      : try PairData.load(
        from: run.data, size: size, trainSize: trainSize, trainCount: count,
        testCount: run.budget <= .quick ? 24 : 1000)
    let pairs =
      found
      ?? PairData(
        train: PairCollection(
          DrawnFacades.pairs(count: count, size: trainSize, using: run.random("drawn training facades"))),
        test: DrawnFacades.pairs(
          count: run.budget <= .quick ? 24 : 100, size: size, using: run.random("drawn test facades")),
        source: .drawn(DataSet.facades.standIn))
    run.use(pairs.source, as: "facades", chosen: wantsDrawn, remark: pairs.train.note)
    (source, training) = (pairs.source, pairs.train)
    (trainInputs, trainTargets) = Self.ordered(try training.sample(1000), direction)
    (testInputs, testTargets) = Self.ordered(pairs.test, direction)
  }

  /// One test target of 256x256 pixels, `[1, 256, 256, 3]`, whatever the size of the run's pictures.
  static func largeTarget(_ run: Run) throws -> Tensor {
    let wantsDrawn = run[Pix2PixLesson.data] == .drawn
    let found =
      wantsDrawn ? nil : try PairData.load(from: run.data, size: 256, trainCount: 1, testCount: 1)
    let pairs =
      found?.test ?? DrawnFacades.pairs(count: 1, size: 256, using: run.random("drawn large facade"))
    return ordered(pairs, run[Pix2PixLesson.direction]).1
  }

  private static func ordered(_ pairs: ImagePairs, _ direction: Direction) -> (Tensor, Tensor) {
    direction == .labelsToPhoto ? (pairs.right, pairs.left) : (pairs.left, pairs.right)
  }

  /// The number of pairs to learn from.
  var trainCount: Int { training.count }

  /// A batch of the pairs to learn from, each `[rows, S, S, 3]`.
  ///
  /// - Throws: `DataError` that names each file that is damaged or gone.
  func trainingBatch(rows: [Int]) throws -> (inputs: Tensor, targets: Tensor) {
    Self.ordered(try training.gathered(rows: rows), direction)
  }

  /// Pairs whose targets are the photos, and whose inputs are made from them; of the pairs to learn from, those that are
  /// measured on.
  func pairs(for task: OtherTask, using random: Random) -> Pictures {
    var other = self
    other.direction = .labelsToPhoto
    (other.trainInputs, other.trainTargets) = (task.inputs(for: trainPhotos, using: random), trainPhotos)
    (other.testInputs, other.testTargets) = (task.inputs(for: testPhotos, using: random), testPhotos)
    other.training = PairCollection(ImagePairs(left: other.trainTargets, right: other.trainInputs))
    return other
  }

  /// Photos and label maps to train the judge on, whatever the direction.
  var trainPhotos: Tensor { direction == .labelsToPhoto ? trainTargets : trainInputs }
  var trainMaps: Tensor { direction == .labelsToPhoto ? trainInputs : trainTargets }
  var testMaps: Tensor { direction == .labelsToPhoto ? testInputs : testTargets }
  var testPhotos: Tensor { direction == .labelsToPhoto ? testTargets : testInputs }
  var testCount: Int { testInputs.shape[0] }

  /// The same pairs the other way round.
  var reversed: Pictures {
    var other = self
    (other.trainInputs, other.trainTargets) = (trainTargets, trainInputs)
    (other.testInputs, other.testTargets) = (testTargets, testInputs)
    other.direction = direction == .labelsToPhoto ? .photoToLabels : .labelsToPhoto
    return other
  }

  // snippet.constant
  /// How far the test targets are from the mean colour of all training targets: no translation at all.
  var constantDistance: Double { distance(toConstant: trainTargets.mean(axes: [0, 1, 2])) }

  /// How far they are from the mean of all training targets, pixel by pixel: one picture for all inputs.
  var meanTargetDistance: Double { distance(toConstant: meanTarget) }

  /// The mean of all training targets, `[1, S, S, 3]`, in the size of the test targets.
  var meanTarget: Tensor {
    let mean = trainTargets.mean(axes: [0], keepingDimensions: true)
    return mean.resized(height: testTargets.shape[1], width: testTargets.shape[2], .bicubic)
  }

  private func distance(toConstant constant: Tensor) -> Double {
    Double(meanAbsoluteError(constant + .zeros(testTargets.shape), testTargets).scalar)
  }
  // snippet.end

  /// The numbers of a few test pairs for figures, spread evenly over the set.
  func examples(_ count: Int) -> [Int] { PictureCollection.spread(count, over: testCount) }

  /// How much figures enlarge pictures, in pixels of the figure, of which there are two per point: pixels are to be seen.
  var scale: Int { max(2, 256 / testInputs.shape[1]) }
}

extension UNet {
  /// Translations of inputs `[N, H, W, 3]`, one at a time.
  ///
  /// In training mode on purpose: dropout is the only noise that this generator has (Isola et al. 2017, section 3.1).
  func translations(of inputs: Tensor, noise random: Random) -> Tensor {
    inputs.inPieces(of: 1) { self($0, .training(random)) }
  }
}
