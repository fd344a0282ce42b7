import GANKit

/// Images with each pixel moved towards the mean of its 3x3 neighbourhood: judges are trained on such images as well,
/// because generated ones are softer than real ones.
///
/// - Parameters:
///   - images: `[N, H, W, 3]`, with zeros outside.
///   - share: 0 leaves the images as they are, 1 gives the means.
func softened(_ images: Tensor, by share: Float) -> Tensor {
  // Each colour is averaged by itself.
  let identity = Tensor.oneHot([0, 1, 2], classes: 3).reshaped(to: [1, 1, 3, 3])
  let soft = convolution(images, weight: identity / 9 + Tensor.zeros([3, 3, 3, 3]), padding: .same)
  return images + share * (soft - images)
}
