import GANKit
import LessonKit

// What `--set` may change.

extension CycleGANLesson {
  static let dataset = Setting(
    "dataset", "herds",
    "herds (drawn animals), facades (pairs, taken apart), or a folder with trainA, trainB, testA and testB, such as "
      + "horse2zebra")
  static let matched = Setting(
    "matched", false,
    "the dataset's pictures of equal place in testA and testB show the same thing, so that translations can be scored"
  )
  static let size = Setting(
    "size", quick: 32, standard: 64, full: 256, in: 16...1024,
    "pixels along each side of a picture")
  static let trainImages = Setting(
    "trainImages", quick: 200, standard: 1000, full: 500, in: 1...10_000_000,
    "pictures to learn from, of A and of B, at most")
  static let testImages = Setting(
    "testImages", quick: 40, standard: 200, full: 100, in: 1...10_000,
    "test pictures, of A and of B")
  static let jitter = Setting(
    "jitter", quick: false, standard: false, full: true,
    "load training pictures 9/8 as large, crop each one at a random place, and mirror half of them, as in the paper"
  )
  static let width = Setting(
    "width", quick: 16, standard: 16, full: 64, in: 1...256, "channels of the generators' outer layers")
  static let downsamplings = Setting(
    "downsamplings", quick: 1, standard: 1, full: 2, in: 0...4,
    "how often a generator halves the picture before its residual blocks")
  static let blocks = Setting(
    "blocks", quick: 2, standard: 6, full: 9, in: 0...32, "residual blocks of a generator")
  static let normalization = Setting(
    "normalization", quick: Normalization.blocks, standard: .blocks, full: .everywhere,
    oneOf: Normalization.allCases,
    "where the generators normalize: everywhere, as in the paper, or only inside the residual blocks")
  static let widthD = Setting(
    "widthD", quick: 16, standard: 32, full: 64, in: 1...256,
    "channels of the discriminators' first layer")
  static let patchDownsamplings = Setting(
    "patchDownsamplings", quick: 1, standard: 2, full: 3, in: 1...4,
    "layers of stride 2 in the discriminators: patches of 16, 34, 70 or 142 pixels")
  static let iterations = Setting(
    "iterations", smoke: 300, quick: 2000, standard: 5000, full: 100_000, in: 1...10_000_000,
    "training iterations of all four networks")
  static let batchSize = Setting("batchSize", 1, in: 1...64, "pictures of A and of B in an iteration")
  static let learningRate = Setting<Float>(
    "learningRate", smoke: 5e-4, quick: 2e-3, standard: 4e-4, full: 2e-4, in: 1e-6...1e-1,
    "Adam's learning rate in the first half; it falls to zero in the second")
  static let adversarialLoss = Setting(
    "adversarialLoss", AdversarialLoss.leastSquares, oneOf: AdversarialLoss.allCases,
    "how the discriminators' decisions become losses: leastSquares, as in the paper, or crossEntropy")
  static let cycleWeight = Setting<Float>(
    "cycleWeight", 10.0, in: 0...1000, "lambda: what the cycle loss counts beside the adversarial one")
  static let identityWeight = Setting<Float>(
    "identityWeight", 5.0, in: 0...1000, "what the identity loss counts")
  static let poolSize = Setting(
    "poolSize", 50, in: 0...1000, "earlier translations kept for each discriminator")
  static let buildingIterations = Setting(
    "buildingIterations", smoke: 60, quick: 200, standard: 1000, full: 40_000, in: 1...10_000_000,
    "training iterations on buildings")
  static let exhibitIterations = Setting(
    "exhibitIterations", smoke: 60, quick: 200, standard: 600, full: 10_000, in: 1...10_000_000,
    "training iterations of each thing that breaks")
  public static let settings: [any AnySetting] = [
    dataset, matched, size, trainImages, testImages, jitter, width, downsamplings, blocks, normalization,
    widthD,
    patchDownsamplings, iterations, batchSize, learningRate, adversarialLoss, cycleWeight, identityWeight,
    poolSize,
    buildingIterations,
    exhibitIterations,
  ]
}

extension CycleGANLesson {
  /// The side of training pictures as they are loaded.
  static func trainSize(_ run: Run) -> Int {
    run[jitter] ? RandomCrops.side(forCropsOf: run[size]) : run[size]
  }
}

extension Normalization: SettingChoice {}
extension AdversarialLoss: SettingChoice {}
