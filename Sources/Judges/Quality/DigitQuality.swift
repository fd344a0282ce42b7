import Foundation
import GANKit

/// How good generated digits are, judged by a classifier trained on real ones.
public struct DigitQuality: Sendable {
  /// The Inception Score (Salimans et al. 2016, section 4) with the digit classifier: exp of the mean divergence of
  /// p(y|x) from p(y), from 1 (all alike or all unreadable) to 10 (all readable, and all digits equally frequent).
  public let digitScore: Double
  /// The Frechet distance between the classifier's features of the samples and of the reference images; 0 is best.
  public let frechetDistance: Double
  /// The share of each digit among the samples; ten numbers that sum to 1.
  public let classShares: [Double]
  /// The mean probability that the classifier gives to the digit that it reads.
  public let meanConfidence: Double

  /// The rarest digit's share: at best 0.1, near 0 if a mode was dropped.
  public var smallestShare: Double { classShares.min() ?? 0 }
}

/// Judges samples against reference images whose features are computed once.
public struct DigitJudge {
  public let classifier: DigitClassifier
  private let referenceFeatures: Tensor

  /// - Parameter reference: real images that were not used for training, `[N, 28, 28, 1]` in [-1, 1].
  public init(classifier: DigitClassifier, reference: Tensor) {
    self.classifier = classifier
    referenceFeatures = classifier.features(of: reference)
  }

  /// - Parameter samples: `[N, 28, 28, 1]` in [-1, 1]; thousands, if numbers are to be comparable.
  public func quality(of samples: Tensor) -> DigitQuality {
    let features = classifier.features(of: samples)
    let probabilities = classifier.probabilities(ofFeatures: features)
    let guesses = probabilities.argmax()
    let count = Double(guesses.count)
    var shares = [Double](repeating: 0, count: 10)
    for guess in guesses { shares[guess] += 1 / count }
    let confidence = zip(0..., guesses).reduce(0.0) { $0 + Double(probabilities.at($1.0, $1.1)) } / count
    return DigitQuality(
      digitScore: inceptionScore(probabilities),
      frechetDistance: Judges.frechetDistance(features, referenceFeatures),
      classShares: shares, meanConfidence: confidence)
  }
}

/// exp(mean over x of KL(p(y|x) || p(y))) of class probabilities `[N, classes]`, over all samples at once: 1 to
/// `classes`.
public func inceptionScore(_ probabilities: Tensor) -> Double {
  require(
    probabilities.rank == 2, "inceptionScore: needs probabilities [N, classes], found \(probabilities.shape)")
  let (count, classes) = (probabilities.shape[0], probabilities.shape[1])
  return probabilities.withScalars { p in
    let marginal = (0..<classes).map { column in
      (0..<count).reduce(0.0) { $0 + Double(p[$1 * classes + column]) } / Double(count)
    }
    var divergence = 0.0
    for row in 0..<count {
      for column in 0..<classes where p[row * classes + column] > 0 {
        let probability = Double(p[row * classes + column])
        divergence += probability * Foundation.log(probability / marginal[column])
      }
    }
    return Foundation.exp(divergence / Double(count))
  }
}
