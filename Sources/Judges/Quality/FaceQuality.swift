import Datasets
import GANKit

/// How good generated faces are, by a classifier trained on drawn ones.
public struct FaceQuality: Sendable {
  /// What the classifier reads in each face.
  public let factors: [FaceFactors]
  /// How often each category occurs, beside its share in the data.
  public let coverage: FactorCoverage
  /// The Frechet distance of the classifier's features to those of the reference images; 0 is best.
  public let frechetDistance: Double
  /// The mean probability that the classifier gives to what it reads, over images and factors: near 1 where the faces are
  /// clear. Coverage means little where it is low.
  public let meanConfidence: Double
}

/// Judges generated faces against reference images whose features are computed once.
public struct FaceJudge {
  public let classifier: FaceClassifier
  private let referenceFeatures: Tensor

  /// - Parameter reference: drawn faces that were not trained on, `[N, 64, 64, 3]` in [-1, 1].
  public init(classifier: FaceClassifier, reference: Tensor) {
    self.classifier = classifier
    referenceFeatures = classifier.features(of: reference)
  }

  /// - Parameter samples: `[N, 64, 64, 3]` in [-1, 1]; a thousand or more, for numbers that compare.
  public func quality(of samples: Tensor) -> FaceQuality {
    let features = classifier.features(of: samples)
    let (factors, confidence) = classifier.readings(ofFeatures: features)
    return FaceQuality(
      factors: factors, coverage: FactorCoverage(of: factors),
      frechetDistance: Judges.frechetDistance(features, referenceFeatures), meanConfidence: confidence)
  }
}
