import Datasets
import GANKit
import Judges
import LessonKit

// Asking a generator for digits, and checking what it gives.

// snippet.asking
/// The digits 0 to 9 again and again: sample i is asked to be a `i % 10`.
func digitsInTurn(_ count: Int) -> [Int] { (0..<count).map { $0 % 10 } }

extension Generator {
  /// Images of the given digits from noise `[N, latentSize]`, some at a time so that memory stays bounded.
  func draw(_ digits: [Int], from z: Tensor) -> Tensor {
    let labels = Tensor.oneHot(digits, classes: 10)
    let starts = stride(from: 0, to: digits.count, by: 500)
    return concatenate(
      starts.map { start in
        let rows = start..<min(start + 500, digits.count)
        return self(z.rows(rows), labels.rows(rows), .inference)
      })
  }
}
// snippet.end

extension ConditionalGANLesson {
  /// Images of the digits in turn, from fresh noise, by the averaged generator.
  func draw(_ count: Int, _ stream: String) -> Tensor {
    average.model.draw(
      digitsInTurn(count), from: Tensor.normal([count, latentSize], using: run.random(stream)))
  }

  /// The classifier that judges the samples: trained once, then taken from the cache.
  func trainedClassifier() throws -> DigitClassifier {
    try DigitClassifier.trained(on: digits, cache: run.cacheFolder) { _ in try run.checkInterruption() }
  }
}

extension DigitClassifier {
  /// The share of images that are read as the digit that was asked for.
  func accuracy(of images: Tensor, asked: [Int]) -> Double {
    accuracy(on: LabeledImages(images: images, labels: asked))
  }
}

/// How different images of the same digit are, for each digit, beside real ones of it: 1 where as much as those, near 0
/// where all are alike.
func variety(of images: Tensor, asked: [Int], beside real: LabeledImages) -> [Double] {
  (0..<10).map { digit in
    let drawn = asked.indices.filter { asked[$0] == digit }.prefix(200)
    let written = real.labels.indices.filter { real.labels[$0] == digit }.prefix(200)
    return diversity(
      of: images.gathered(rows: Array(drawn)), beside: real.images.gathered(rows: Array(written)))
  }
}
