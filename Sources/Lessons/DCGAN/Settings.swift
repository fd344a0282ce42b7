import LessonKit

// What `--set` may change: about the digits, then about the faces.

/// Which faces to learn from.
enum FaceChoice: String, SettingChoice {
  case all, drawn, folder
}

extension DCGANLesson {
  static let networks = Setting(
    "networks", quick: DigitNetworks.light, standard: .light, full: .document, "which networks draw digits")
  static let trainImages = Setting(
    "trainImages", quick: 12_000, standard: 60_000, full: 60_000, in: 1000...60_000,
    "real digits to learn from")
  static let iterations = Setting(
    "iterations", smoke: 300, quick: 2000, standard: 5000, full: 11_700, in: 10...1_000_000,
    "training iterations of both players, on digits")
  static let batchSize = Setting(
    "batchSize", smoke: 64, quick: 16, standard: 64, full: 256, in: 2...1024, "digits in a batch")
  static let learningRateG = Setting<Float>(
    "learningRateG", smoke: 1e-3, quick: 2e-3, standard: 2e-3, full: 1e-4, in: 1e-6...1e-1,
    "Adam's learning rate for G, on digits")
  static let learningRateD = Setting<Float>(
    "learningRateD", smoke: 5e-4, quick: 1e-3, standard: 1e-3, full: 1e-4, in: 1e-6...1e-1,
    "Adam's learning rate for D, on digits")
  static let beta1 = Setting<Float>(
    "beta1", quick: 0.5, standard: 0.5, full: 0.9, in: 0.0...0.999,
    "decay of Adam's running mean of gradients, on digits")
  static let fallingRates = Setting(
    "fallingRates", quick: true, standard: true, full: false,
    "whether both learning rates fall to zero over the last 40 % of the training, on digits")
  static let penalty = Setting<Float>(
    "penalty", quick: 0.1, standard: 0.1, full: 0, in: 0.0...1000,
    "weight of the penalty on D's slope at real digits; 0 is none")
  static let dropout = Setting<Float>(
    "dropout", 0, in: 0.0...0.9,
    "share of the outputs of each convolution in the light D that training sets to zero")
  static let averaging = Setting<Float>(
    "averaging", smoke: 0.98, quick: 0.995, standard: 0.999, full: 0.999, in: 0.0...0.99999,
    "decay of the moving average of G's weights that draws the samples"
  )
  static let frames = Setting(
    "frames", quick: 6, standard: 20, full: 50, in: 2...200, "pictures of the animation after the first")
  static let samples = Setting(
    "samples", quick: 2000, standard: 10_000, full: 10_000, in: 200...60_000,
    "generated digits that are judged")
  static let exhibitIterations = Setting(
    "exhibitIterations", smoke: 40, quick: 150, standard: 800, full: 4000, in: 10...100_000,
    "training iterations of each thing that breaks")
  static let exhibitRateG = Setting<Float>(
    "exhibitRateG", smoke: 1e-3, quick: 2e-3, standard: 1e-3, full: 1e-3, in: 1e-6...1e-1,
    "Adam's learning rate for G, where the last step does not change it")
  static let exhibitRateD = Setting<Float>(
    "exhibitRateD", smoke: 5e-4, quick: 1e-3, standard: 5e-4, full: 5e-4, in: 1e-6...1e-1,
    "Adam's learning rate for D, where the last step does not change it")
  static let exhibits = Setting(
    "exhibits", Exhibits.failures,
    "what the last step trains: the failures of the page, speeds of learning, broken rules, or remedies")
  static let kernelIterations = Setting(
    "kernelIterations", smoke: 24, quick: 50, standard: 300, full: 300, in: 10...100_000,
    "training iterations of each size of kernel, to look for checkerboards")

  static let faces = Setting(
    "faces", FaceChoice.all,
    "which faces to learn from: drawn ones, those of the data folder, or one after the other")
  static let faceImages = Setting(
    "faceImages", quick: 500, standard: 6000, full: 12_000, in: 100...10_000_000,
    "faces to learn from, at most; of drawn ones never more than \(mostDrawnFaces)")
  /// All of them are in memory at once, 48 KiB each. A folder's pictures need not be.
  static let mostDrawnFaces = 12_000
  static let faceWidth = Setting(
    "faceWidth", quick: 8, standard: 24, full: 64, in: 4...128,
    "channels of G's last hidden layer and of D's first")
  static let faceIterations = Setting(
    "faceIterations", smoke: 120, quick: 700, standard: 7000, full: 8000, in: 10...1_000_000,
    "training iterations on drawn faces")
  static let photoIterations = Setting(
    "photoIterations", smoke: 40, quick: 250, standard: 1000, full: 3000, in: 10...1_000_000,
    "training iterations on the data folder's faces")
  static let faceBatch = Setting(
    "faceBatch", smoke: 16, quick: 8, standard: 8, full: 128, in: 2...1024, "faces in a batch")
  static let faceRateG = Setting<Float>(
    "faceRateG", smoke: 1e-3, quick: 3e-3, standard: 1e-3, full: 4e-4, in: 1e-6...1e-1,
    "Adam's learning rate for G, faces"
  )
  static let faceRateD = Setting<Float>(
    "faceRateD", smoke: 1e-3, quick: 3e-3, standard: 1e-3, full: 4e-4, in: 1e-6...1e-1,
    "Adam's learning rate for D, faces"
  )
  static let facePenalty = Setting<Float>(
    "facePenalty", 3, in: 0.0...1000, "weight of the penalty on D's slope at real faces; 0 is none")
  static let photoRate = Setting<Float>(
    "photoRate", smoke: 1e-3, quick: 3e-3, standard: 3e-3, full: 4e-4, in: 1e-6...1e-1,
    "Adam's learning rate for both players, on the data folder's faces")
  static let photoPenalty = Setting<Float>(
    "photoPenalty", 1, in: 0.0...1000,
    "weight of the penalty on D's slope at the data folder's faces; 0 is none")
  static let faceBatchNorm = Setting(
    "faceBatchNorm", false, "batch norm in D, as in dcgan.torch, on faces")
  static let faceBlur = Setting("faceBlur", true, "a fixed blur at G's end, on faces")
  static let faceNoise = Setting<Float>(
    "faceNoise", 0, in: 0.0...2.0, "standard deviation of the noise on D's input at the beginning, faces")
  static let faceAugmentation = Setting(
    "faceAugmentation", AugmentationChoice.none,
    "what is changed at random in the faces that D judges, where there are few")
  static let faceAveraging = Setting<Float>(
    "faceAveraging", smoke: 0.9, quick: 0.98, standard: 0.995, full: 0.999, in: 0.0...0.99999,
    "decay of the moving average of G's weights, faces")
  static let faceSamples = Setting(
    "faceSamples", quick: 200, standard: 2000, full: 5000, in: 100...20_000, "generated faces that are judged"
  )

  public static let settings: [any AnySetting] = [
    networks, trainImages, iterations, batchSize, learningRateG, learningRateD, beta1, fallingRates, penalty,
    dropout, averaging, frames, samples, exhibitIterations, exhibitRateG, exhibitRateD, exhibits,
    kernelIterations,
    faces, faceImages, faceWidth, faceIterations, photoIterations, faceBatch, faceRateG, faceRateD,
    facePenalty,
    photoRate, photoPenalty, faceBatchNorm, faceBlur, faceNoise, faceAugmentation, faceAveraging,
    faceSamples,
  ]
}
