import GANKit
import LessonKit

/// Which half of a pair is the input.
public enum Direction: String, CaseIterable, Sendable {
  case labelsToPhoto = "labels-to-photo"
  case photoToLabels = "photo-to-labels"
}

extension Direction: SettingChoice {}

/// Where the pairs come from.
enum PairSource: String, SettingChoice {
  /// The data folder's facades, if it has them.
  case facades
  case drawn
}

extension Pix2PixLesson {
  static let direction = Setting(
    "direction", Direction.labelsToPhoto, oneOf: Direction.allCases, "what is translated into what")
  static let data = Setting(
    "data", PairSource.facades,
    "the data folder's facades where it has them, or drawn ones")
  static let size = Setting(
    "size", smoke: 32, quick: 64, standard: 64, full: 256, oneOf: [32, 64, 128, 256], "pixels along each side"
  )
  static let pairs = Setting(
    "pairs", smoke: 60, quick: 400, standard: 400, full: 400, in: 1...10_000_000,
    "training pairs, at most")
  static let levels = Setting(
    "levels", smoke: 3, quick: 4, standard: 4, full: 8, in: 2...8,
    "how often the U-Net halves the image; it cannot be halved below one pixel")
  static let widthG = Setting(
    "widthG", quick: 16, standard: 32, full: 64, in: 2...128, "channels of the U-Net's outermost level")
  static let widthD = Setting(
    "widthD", quick: 16, standard: 24, full: 64, in: 2...128, "channels of the discriminator's first layer")
  static let patchDownsamplings = Setting(
    "patchDownsamplings", quick: 1, standard: 1, full: 3, in: 1...4,
    "layers of stride 2 in D: it judges patches of 16, 34, 70 or 142 pixels")
  static let batchSize = Setting(
    "batchSize", smoke: 2, quick: 1, standard: 4, full: 1, in: 1...64, "pairs in a batch")
  static let iterations = Setting(
    "iterations", smoke: 100, quick: 1500, standard: 5000, full: 80_000, in: 10...10_000_000,
    "training iterations of both players")
  static let reverseIterations = Setting(
    "reverseIterations", smoke: 10, quick: 0, standard: 0, full: 0, in: 0...10_000_000,
    "training iterations of a second pair of players in the opposite direction, for a figure of both; 0 for none"
  )
  static let learningRate = Setting<Float>(
    "learningRate", quick: 1e-3, standard: 1.2e-3, full: 2e-4, in: 1e-6...1e-1, "both players' learning rate")
  static let lambda = Setting<Float>("lambda", 100, in: 0.0...10_000, "weight of the mean absolute error")
  static let dropout = Setting<Float>(
    "dropout", 0.5, in: 0.0...0.9, "share of values that dropout zeroes in G")
  static let augmentation = Setting(
    "augmentation", AugmentationChoice.none,
    "what is changed at random in the pairs that D judges, where there are few")
  static let judgeIterations = Setting(
    "judgeIterations", smoke: 50, quick: 250, standard: 1500, full: 6000, in: 10...1_000_000,
    "training iterations of the judge of translations")
  static let exhibitIterations = Setting(
    "exhibitIterations", smoke: 20, quick: 300, standard: 1000, full: 20_000, in: 10...1_000_000,
    "training iterations of each variant in the last step")
  static let taskIterations = Setting(
    "taskIterations", smoke: 20, quick: 400, standard: 1500, full: 20_000, in: 10...1_000_000,
    "training iterations of each of the three other tasks")

  public static let settings: [any AnySetting] = [
    direction, data, size, pairs, levels, widthG, widthD, patchDownsamplings, batchSize, iterations,
    reverseIterations, learningRate,
    lambda, dropout, augmentation, judgeIterations, taskIterations, exhibitIterations,
  ]
}
