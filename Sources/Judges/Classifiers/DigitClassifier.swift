import Datasets
import Foundation
import GANKit

/// A small convolutional network that reads digits: the judge of generated ones.
///
/// Two strided convolutions, a dense layer of 64 features, ten classes: 109,562 parameters. Trained on MNIST, it reads
/// at least 98.5 % of the test images correctly.
public struct DigitClassifier: Module {
  let body: Sequential
  let head: Dense

  init(using random: Random) {
    body = Sequential {
      Conv2D(1, 16, kernel: 4, stride: 2, activation: .relu, using: random)
      Conv2D(16, 32, kernel: 4, stride: 2, activation: .relu, using: random)
      Flatten()
      Dropout(0.2)
      Dense(7 * 7 * 32, 64, activation: .relu, using: random)
    }
    head = Dense(64, 10, using: random)
  }

  /// The last hidden layer's output for images `[N, 28, 28, 1]` in [-1, 1]: `[N, 64]`.
  public func features(of images: Tensor) -> Tensor {
    inPieces(images) { body($0, .inference) }
  }

  /// The probability of each digit for images `[N, 28, 28, 1]` in [-1, 1]: `[N, 10]`.
  public func probabilities(of images: Tensor) -> Tensor { probabilities(ofFeatures: features(of: images)) }

  func probabilities(ofFeatures features: Tensor) -> Tensor { softmax(head(features, .inference)) }

  /// The share of images whose most probable digit is their label.
  public func accuracy(on data: LabeledImages) -> Double {
    let guesses = probabilities(of: data.images).argmax()
    return Double(zip(guesses, data.labels).count { $0 == $1 }) / Double(data.count)
  }

  /// A thousand images at a time, so that memory does not grow with their number.
  private func inPieces(_ images: Tensor, _ f: (Tensor) -> Tensor) -> Tensor {
    require(
      images.rank == 4 && images.shape.dropFirst().elementsEqual([28, 28, 1]),
      "DigitClassifier: needs images [N, 28, 28, 1], found \(images.shape)")
    let starts = stride(from: 0, to: images.shape[0], by: 1000)
    return concatenate(starts.map { f(images.rows($0..<min($0 + 1000, images.shape[0]))) })
  }
}

extension DigitClassifier {
  /// Trains a classifier on the training images, or takes it from `cache` where an earlier run left it.
  ///
  /// - Parameters:
  ///   - data: any number of training images, which are gone through three times, up to about 180,000 images in all.
  ///   - cache: a folder, in which the file's name depends on the data; nil keeps nothing.
  ///   - progress: called now and then with the share done, 0...1; an error that it throws ends the training.
  /// - Throws: what `progress` throws; `FileError` if the cache cannot be written.
  public static func trained(
    on data: DigitData, cache: URL?, progress: (Double) throws -> Void = { _ in }
  ) throws -> DigitClassifier {
    let classifier = DigitClassifier(using: Random(seed: 1, stream: "digit classifier"))
    try classifier.trainedOnce(in: cache, as: "digit-classifier-\(key(of: data.train))") {
      try classifier.train(on: data.train, progress: progress)
    }
    return classifier
  }

  private func train(on data: LabeledImages, progress: (Double) throws -> Void) throws {
    let random = Random(seed: 1, stream: "digit classifier training")
    let batches = Batches(count: data.count, size: min(64, data.count), using: random, keepPartial: false)
    let optimizer = Adam(for: self, learningRate: 1e-3)
    let steps = min(2800, max(1, 3 * data.count / 64))
    for step in 0..<steps {
      if step % 50 == 0 { try progress(Double(step) / Double(steps)) }
      // The rate falls linearly to zero, which is worth several more passes at a constant rate.
      optimizer.learningRate = 2e-3 * (1 - Float(step) / Float(steps))
      let rows = batches.next()
      let (_, found) = gradients(of: self) {
        let images = data.images.gathered(rows: rows)
        let logits = head(body(images, .training(random)), .training(random))
        return softmaxCrossEntropy(logits: logits, labels: rows.map { data.labels[$0] })
      }
      optimizer.update(with: found)
    }
    try progress(1)
  }

  /// Changes with the training data and with the classifier's design.
  private static func key(of data: LabeledImages) -> ContentKey {
    var key = ContentKey(design: 1)
    for label in data.labels { key.add(UInt64(label)) }
    key.add(data.images)
    return key
  }
}
