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

/// The weights of the parts of G's perceptual loss.
struct LossWeights {
  /// Of the mean squared error of pixels.
  var pixels: Float
  /// Of the distance of features.
  var features: Float
  /// Of D's decisions.
  var adversarial: Float
}
// snippet.end

/// The losses of one training iteration, as they are logged: the parts of G's loss before their weights.
struct Losses: TrainingLosses {
  var lossD: Float = 0
  var adversarial: Float = 0
  var features: Float = 0
  var pixels: Float = 0
}
