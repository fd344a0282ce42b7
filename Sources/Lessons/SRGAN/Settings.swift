import LessonKit

// What `--set` may change.

extension SRGANLesson {
  static let train = Setting("train", "T91", "the collection to learn from: a folder in sr/")
  static let test = Setting("test", "Set5", "the collection to test on: a folder in sr/")
  static let trainScenes = Setting(
    "trainScenes", quick: 20, standard: 90, full: 800, in: 1...10_000,
    "drawn scenes to learn from, where there is no such folder")
  static let testScenes = Setting(
    "testScenes", quick: 4, standard: 6, full: 6, in: 1...100, "drawn scenes to test on, where there is none")
  static let design = Setting(
    "design", quick: Design.light, standard: .light, full: .paper, oneOf: Design.allCases,
    "the architecture of the generator")
  static let width = Setting(
    "width", quick: 16, standard: 32, full: 64, in: 4...128, "channels of the generator's hidden layers")
  static let blocks = Setting(
    "blocks", quick: 3, standard: 8, full: 16, in: 1...64, "residual blocks of the generator")
  static let patch = Setting(
    "patch", quick: 48, standard: 96, full: 96, in: 48...512,
    "the side of the sharp patches in training, a multiple of 16")
  static let batchSize = Setting(
    "batchSize", quick: 8, standard: 16, full: 16, in: 1...256, "patches in a batch")
  static let iterations = Setting(
    "iterations", quick: 200, standard: 1500, full: 1_000_000, in: 2...10_000_000,
    "training iterations on the mean squared error")
  static let learningRate = Setting<Float>(
    "learningRate", quick: 2e-3, standard: 1e-3, full: 1e-4, in: 1e-6...1e-1,
    "Adam's initial learning rate in this training")
  static let featureWidth = Setting(
    "featureWidth", quick: 8, standard: 16, full: 64, in: 4...128,
    "channels of the feature network's first layer")
  static let featureIterations = Setting(
    "featureIterations", quick: 100, standard: 1000, full: 20_000, in: 2...1_000_000,
    "training iterations of each feature network")
  static let widthD = Setting(
    "widthD", quick: 8, standard: 16, full: 64, in: 2...128, "channels of the discriminator's first layer")
  static let gameIterations = Setting(
    "gameIterations", quick: 60, standard: 600, full: 200_000, in: 2...10_000_000,
    "training iterations of SRGAN")
  static let gameBatch = Setting(
    "gameBatch", quick: 4, standard: 8, full: 16, in: 1...256, "patches in a batch of SRGAN")
  static let learningRateG = Setting<Float>(
    "learningRateG", quick: 2e-4, standard: 2e-4, full: 1e-4, in: 1e-6...1e-1, "SRGAN's learning rate for G")
  static let learningRateD = Setting<Float>(
    "learningRateD", quick: 2e-4, standard: 2e-4, full: 1e-4, in: 1e-6...1e-1, "SRGAN's learning rate for D")
  static let pixelWeight = Setting<Float>(
    "pixelWeight", 1.0, in: 0.0...1000, "the weight of the squared error of pixels in SRGAN's loss")
  static let featureWeight = Setting<Float>(
    "featureWeight", 0.1, in: 0.0...1000, "the weight of the feature loss in SRGAN's loss")
  static let adversarialWeight = Setting<Float>(
    "adversarialWeight", 5e-3, in: 0.0...1000, "the weight of the adversarial loss in SRGAN's loss")
  static let exhibitIterations = Setting(
    "exhibitIterations", quick: 12, standard: 100, full: 20_000, in: 2...1_000_000,
    "training iterations of each variant of the last step")

  public static let settings: [any AnySetting] = [
    train, test, trainScenes, testScenes, design, width, blocks, patch, batchSize, iterations, learningRate,
    featureWidth, featureIterations, widthD, gameIterations, gameBatch, learningRateG, learningRateD,
    pixelWeight,
    featureWeight, adversarialWeight, exhibitIterations,
  ]
}
