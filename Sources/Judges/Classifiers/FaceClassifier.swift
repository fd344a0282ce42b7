import Datasets
import Foundation
import GANKit

/// A small convolutional network that names the factors of drawn faces: the judge of generated ones.
///
/// Two strided convolutions, a dense layer of 64 features, and for each factor its categories: 147,882 parameters. It
/// learns from faces that are drawn for it and variously blurred and noisy, as generated ones are, and names each
/// factor correctly in at least 97 % of the faces that it has not seen.
public struct FaceClassifier: Module {
  let body: Sequential
  let head: Dense

  init(using random: Random) {
    body = Sequential {
      // Patches of a few pixels come first: all that follows is small, and training takes seconds.
      Conv2D(3, 24, kernel: 6, stride: 4, padding: .explicit(1), bias: false, using: random)
      BatchNorm(24, momentum: 0.9, activation: .relu)
      Conv2D(24, 32, kernel: 4, stride: 2, bias: false, using: random)
      BatchNorm(32, momentum: 0.9, activation: .relu)
      Flatten()
      Dense(8 * 8 * 32, 64, bias: false, using: random)
      BatchNorm(64, momentum: 0.9, activation: .relu)
    }
    head = Dense(64, FaceFactor.allCases.reduce(0) { $0 + $1.categories.count }, using: random)
  }

  /// The last hidden layer's output for images `[N, 64, 64, 3]` in [-1, 1]: `[N, 64]`.
  public func features(of images: Tensor) -> Tensor {
    require(
      images.rank == 4 && images.shape.dropFirst().elementsEqual([64, 64, 3]) && images.shape[0] > 0,
      "FaceClassifier: needs images [N, 64, 64, 3], found \(images.shape)")
    // A few hundred at a time, so that memory does not grow with their number.
    let starts = stride(from: 0, to: images.shape[0], by: 250)
    return concatenate(starts.map { body(images.rows($0..<min($0 + 250, images.shape[0])), .inference) })
  }

  /// The most probable category of each factor in each image.
  public func factors(of images: Tensor) -> [FaceFactors] {
    readings(ofFeatures: features(of: images)).factors
  }

  /// For each factor, the share of images whose most probable category is the true one.
  public func accuracy(on faces: LabeledFaces) -> [FaceFactor: Double] {
    let read = factors(of: faces.images)
    return Dictionary(
      uniqueKeysWithValues: FaceFactor.allCases.map { factor in
        let right = zip(read, faces.factors).count { $0[factor] == $1[factor] }
        return (factor, Double(right) / Double(faces.count))
      })
  }

  /// The most probable categories, and the mean probability that the network gives to them.
  func readings(ofFeatures features: Tensor) -> (factors: [FaceFactors], confidence: Double) {
    let logits = head(features, .inference)
    var confidence = 0.0
    let choices = Self.columns.map { columns in
      let probabilities = softmax(logits.sliced(axis: -1, columns))
      let choice = probabilities.argmax()
      for (row, column) in choice.enumerated() { confidence += Double(probabilities.at(row, column)) }
      return choice
    }
    let read = (0..<features.shape[0]).map { row in
      FaceFactors { factor in choices[FaceFactor.allCases.firstIndex(of: factor)!][row] }
    }
    return (read, confidence / Double(read.count * choices.count))
  }

  /// Each factor's place among the logits.
  private static let columns: [Range<Int>] = {
    var end = 0
    return FaceFactor.allCases.map { factor in
      defer { end += factor.categories.count }
      return end..<end + factor.categories.count
    }
  }()
}

extension FaceClassifier {
  /// Trains a classifier, or takes it from `cache` where an earlier run left it.
  ///
  /// - Parameters:
  ///   - cache: a folder; nil keeps nothing.
  ///   - progress: called now and then with the share done, 0...1; an error that it throws ends the training.
  /// - Throws: what `progress` throws; `FileError` if the cache cannot be written.
  public static func trained(
    cache: URL?, progress: (Double) throws -> Void = { _ in }
  ) throws -> FaceClassifier {
    let classifier = FaceClassifier(using: Random(seed: 1, stream: "face classifier"))
    // Increase this number whenever the faces or the network change.
    let design = 1
    try classifier.trainedOnce(in: cache, as: "face-classifier-\(design)") {
      try classifier.train(progress: progress)
    }
    return classifier
  }

  private func train(progress: (Double) throws -> Void) throws {
    let random = Random(seed: 1, stream: "face classifier training")
    let faces = DrawnFaces.images(count: 6000, using: random)
    let batches = Batches(count: faces.count, size: 32, using: random, keepPartial: false)
    let optimizer = Adam(for: self, learningRate: 0)
    let steps = 800
    for step in 0..<steps {
      if step % 50 == 0 { try progress(Double(step) / Double(steps)) }
      // The rate falls linearly to zero.
      optimizer.learningRate = 4e-3 * (1 - Float(step) / Float(steps))
      let rows = batches.next()
      let images = degraded(faces.images.gathered(rows: rows), using: random)
      let (_, found) = gradients(of: self) {
        let logits = head(body(images, .training(random)), .training(random))
        return zip(FaceFactor.allCases, Self.columns).reduce(Tensor(0)) { sum, entry in
          let labels = rows.map { faces.factors[$0][entry.0] }
          return sum + softmaxCrossEntropy(logits: logits.sliced(axis: -1, entry.1), labels: labels)
        }
      }
      optimizer.update(with: found)
    }
    try progress(1)
  }

  /// The images somewhat blurred and noisy, by amounts drawn once for all of them.
  private func degraded(_ images: Tensor, using random: Random) -> Tensor {
    let (blur, noise) = (Float(random.uniform()), Float(0.15 * random.uniform()))
    return softened(images, by: blur) + .normal(images.shape, standardDeviation: noise, using: random)
  }
}
