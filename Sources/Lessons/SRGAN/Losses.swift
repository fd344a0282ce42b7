import GANKit

// snippet.losses
/// D's loss: real pictures against an array of 1s, G's against 0s.
func discriminatorLoss(onReal real: Tensor, onFake fake: Tensor) -> Tensor {
  binaryCrossEntropy(logits: real, target: 1) + binaryCrossEntropy(logits: fake, target: 0)
}

/// The feature loss: how far the feature maps of two pictures are apart, 1 being their mean square.
func featureLoss(_ picture: Tensor, _ truth: Tensor, _ features: FeatureNetwork) -> Tensor {
  meanSquaredError(features(picture), features(truth)) * (1 / features.scale.value.scalar)
}

/// What G's perceptual loss is the sum of, and how much of each.
struct LossWeights {
  /// Of the mean squared error of pixels.
  var pixels: Float
  /// Of the distance of features.
  var features: Float
  /// Of what D says.
  var adversarial: Float
}
// snippet.end
