import GANKit

/// Images moved towards the mean of each pixel's 3x3 neighbours: what judges are trained on besides sharp images, because
/// generated ones are softer.
///
/// - Parameters:
///   - images: `[N, H, W, 3]`; zeros are outside.
///   - share: 0 leaves them as they are, 1 gives the means.
func softened(_ images: Tensor, by share: Float) -> Tensor {
  // For each colour by itself.
  let identity = Tensor.oneHot([0, 1, 2], classes: 3).reshaped(to: [1, 1, 3, 3])
  let soft = convolution(images, weight: identity / 9 + Tensor.zeros([3, 3, 3, 3]), padding: .same)
  return images + share * (soft - images)
}
