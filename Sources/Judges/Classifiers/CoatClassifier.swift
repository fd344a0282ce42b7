import Datasets
import Foundation
import GANKit

/// A small convolutional network that tells plain herds from striped ones: the judge of translations.
///
/// It learns from drawn herds that are variously blurred, noisy, paler or darker, so that it judges by the stripes and
/// not by traces that nobody can see, and it has no part in any translator's training.
public struct CoatClassifier: Module {
  let network: Sequential

  init(using random: Random) {
    network = Sequential {
      Conv2D(3, 16, kernel: 4, stride: 2, bias: false, using: random)
      BatchNorm(16, momentum: 0.9, activation: .relu)
      Conv2D(16, 32, kernel: 4, stride: 2, bias: false, using: random)
      BatchNorm(32, momentum: 0.9, activation: .relu)
      Conv2D(32, 32, kernel: 4, stride: 2, bias: false, using: random)
      BatchNorm(32, momentum: 0.9, activation: .relu)
      Flatten()
      Dense(8 * 8 * 32, 1, using: random)
    }
  }

  /// How certain the network is that the animals are striped, 0 to 1, for each image of `[N, H, W, 3]` in [-1, 1].
  ///
  /// Images that are not 64 x 64 pixels are scaled to that size first.
  public func stripedness(of images: Tensor) -> [Float] {
    require(
      images.rank == 4 && images.shape[3] == 3 && images.shape[0] > 0,
      "CoatClassifier: needs images [N, H, W, 3], found \(images.shape)")
    let side = DrawnHerds.side
    return stride(from: 0, to: images.shape[0], by: 250).flatMap { start in
      let part = images.rows(start..<min(start + 250, images.shape[0]))
      let fitting =
        part.shape[1] == side && part.shape[2] == side
        ? part : part.resized(height: side, width: side, .bicubic)
      return sigmoid(network(fitting, .inference)).scalars
    }
  }

  /// The share of images in which the network sees this coat, 0 to 1.
  public func share(of images: Tensor, wearing coat: DrawnHerds.Coat) -> Double {
    let read = stripedness(of: images)
    return Double(read.count { ($0 > 0.5) == (coat == .striped) }) / Double(read.count)
  }
}

extension CoatClassifier {
  /// Trains a classifier, or takes it from `cache` where an earlier run left it.
  ///
  /// - Parameters:
  ///   - cache: a folder; nil keeps nothing.
  ///   - progress: called now and then with the share done, 0...1; an error that it throws ends the training.
  /// - Throws: what `progress` throws; `FileError` if the cache cannot be written.
  public static func trained(
    cache: URL?, progress: (Double) throws -> Void = { _ in }
  ) throws -> CoatClassifier {
    let classifier = CoatClassifier(using: Random(seed: 1, stream: "coat classifier"))
    // Increase this number whenever the herds or the network change.
    let design = 2
    try classifier.trainedOnce(in: cache, as: "coat-classifier-\(design)") {
      try classifier.train(progress: progress)
    }
    return classifier
  }

  private func train(progress: (Double) throws -> Void) throws {
    let random = Random(seed: 1, stream: "coat classifier training")
    let count = 1000
    let herds = concatenate(
      DrawnHerds.Coat.allCases.map { DrawnHerds.images(count: count, coat: $0, using: random) })
    let batches = Batches(count: 2 * count, size: 32, using: random, keepPartial: false)
    let optimizer = Adam(for: self, learningRate: 0)
    let steps = 250
    for step in 0..<steps {
      if step % 50 == 0 { try progress(Double(step) / Double(steps)) }
      // The rate falls linearly to zero.
      optimizer.learningRate = 2e-3 * (1 - Float(step) / Float(steps))
      let rows = batches.next()
      let images = degraded(herds.gathered(rows: rows), using: random)
      let targets = Tensor(rows.map { $0 < count ? 0 : 1 }).reshaped(to: [rows.count, 1])
      let (_, found) = gradients(of: self) {
        binaryCrossEntropy(logits: network(images, .training(random)), targets: targets)
      }
      optimizer.update(with: found)
    }
    try progress(1)
  }

  /// The images somewhat blurred, noisy, and paler or darker, by amounts drawn once for all of them.
  private func degraded(_ images: Tensor, using random: Random) -> Tensor {
    let (blur, noise) = (Float(random.uniform()), Float(0.25 * random.uniform()))
    let (contrast, light) = (Float(random.uniform(in: 0.7..<1.1)), Float(random.uniform(in: -0.15..<0.15)))
    let altered = contrast * (softened(images, by: blur)) + light
    return altered + .normal(images.shape, standardDeviation: noise, using: random)
  }
}
