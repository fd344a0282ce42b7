import Datasets
import GANKit
import LessonKit

/// The pairs of a run, as inputs and targets.
struct Pictures {
  /// `[N, S, S, 3]` with room for crops of the lesson's size.
  let trainInputs, trainTargets: Tensor
  /// `[N, size, size, 3]`
  let testInputs, testTargets: Tensor
  let source: DataSource
  let direction: Direction

  /// The data folder's facades; drawn ones where it has none, or where the settings ask for them.
  ///
  /// - Throws: `DataError` that names each damaged file, or if a folder was named and has no pairs.
  init(_ run: Run) throws {
    let (size, count) = (run[Pix2PixLesson.size], run[Pix2PixLesson.pairs])
    // The paper loads 286 pixels for crops of 256.
    let trainSize = size * 9 / 8
    direction = run[Pix2PixLesson.direction]
    let wantsDrawn = run[Pix2PixLesson.data] == .drawn
    let found =
      wantsDrawn
      ? nil
      : try PairData.load(
        from: run.data, size: size, trainSize: trainSize, trainCount: count,
        testCount: run.budget <= .quick ? 24 : nil)
    let pairs =
      found
      ?? PairData(
        train: DrawnFacades.pairs(count: count, size: trainSize, using: run.random("drawn training facades")),
        test: DrawnFacades.pairs(
          count: run.budget <= .quick ? 24 : 100, size: size, using: run.random("drawn test facades")),
        source: .drawn(DataSet.facades.standIn))
    run.use(pairs.source, as: "facades", chosen: wantsDrawn)
    source = pairs.source
    (trainInputs, trainTargets) = Self.ordered(pairs.train, direction)
    (testInputs, testTargets) = Self.ordered(pairs.test, direction)
  }

  private static func ordered(_ pairs: ImagePairs, _ direction: Direction) -> (Tensor, Tensor) {
    direction == .labelsToPhoto ? (pairs.right, pairs.left) : (pairs.left, pairs.right)
  }

  /// Photos and label maps to train the judge on, whatever the direction.
  var trainPhotos: Tensor { direction == .labelsToPhoto ? trainTargets : trainInputs }
  var trainMaps: Tensor { direction == .labelsToPhoto ? trainInputs : trainTargets }
  var testCount: Int { testInputs.shape[0] }

  // snippet.constant
  /// How far the test targets are from the mean colour of all training targets: no translation at all.
  var constantDistance: Double {
    let meanColour = trainTargets.mean(axes: [0, 1, 2])
    return Double(meanAbsoluteError(meanColour + .zeros(testTargets.shape), testTargets).scalar)
  }
  // snippet.end

  /// The numbers of a few test pairs for figures, spread evenly over the set.
  func examples(_ count: Int) -> [Int] {
    let shown = min(count, testCount)
    return (0..<shown).map { $0 * testCount / shown }
  }
}

extension UNet {
  /// Translations of inputs `[N, H, W, 3]`, one at a time.
  ///
  /// In training mode on purpose: dropout is the only noise that this generator has (Isola et al. 2017, section 3.1).
  func translations(of inputs: Tensor, noise random: Random) -> Tensor {
    inputs.inPieces(of: 1) { self($0, .training(random)) }
  }
}
