import Datasets
import GANKit

/// How good generated faces are, judged by a classifier trained on drawn ones.
public struct FaceQuality: Sendable {
  /// The factors that the classifier reads in each face.
  public let factors: [FaceFactors]
  /// How often each category occurs, compared with its share in the data.
  public let coverage: FactorCoverage
  /// The Frechet distance between the classifier's features of the samples and of the reference images; 0 is best.
  public let frechetDistance: Double
  /// The mean probability that the classifier gives to the categories that it reads, over images and factors: near 1 if
  /// the faces are clear. If it is low, coverage means little.
  public let meanConfidence: Double
  /// The fine detail of the samples, divided by that of the reference images: above 1 if they are grainy, below 1 if they
  /// are blurred. The classifier sees neither, because it learned from noisy and blurred pictures. See `fineDetail(of:)`.
  public let detailRatio: Double
}

/// Judges generated faces against reference images whose features are computed once.
public struct FaceJudge {
  public let classifier: FaceClassifier
  private let referenceFeatures: Tensor
  private let referenceDetail: Double

  /// - Parameter reference: drawn faces that were not used for training, `[N, 64, 64, 3]` in [-1, 1].
  public init(classifier: FaceClassifier, reference: Tensor) {
    self.classifier = classifier
    referenceFeatures = classifier.features(of: reference)
    referenceDetail = fineDetail(of: reference)
  }

  /// - Parameter samples: `[N, 64, 64, 3]` in [-1, 1]; a thousand or more, if numbers are to be comparable.
  public func quality(of samples: Tensor) -> FaceQuality {
    let features = classifier.features(of: samples)
    let (factors, confidence) = classifier.readings(ofFeatures: features)
    return FaceQuality(
      factors: factors, coverage: FactorCoverage(of: factors),
      frechetDistance: Judges.frechetDistance(features, referenceFeatures), meanConfidence: confidence,
      detailRatio: fineDetail(of: samples) / referenceDetail)
  }
}
