import GANKit

/// The 70x70 PatchGAN (Isola et al. 2017, section 3.2.2): a decision for each patch of the image.
///
/// - Parameter norm: what normalizes the middle layers, with an activation at its end.
func patchDiscriminator(
  inputs: Int, bias: Bool, norm: (_ channels: Int, Activation) -> any Layer, using random: Random
) -> Sequential {
  let leaky = Activation.leakyReLU(0.2)
  var layers: [any Layer] = [
    Conv2D(inputs, 64, kernel: 4, stride: 2, padding: .explicit(1), activation: leaky, using: random)
  ]
  for (features, stride) in [(64, 2), (128, 2), (256, 1)] {
    layers += [
      Conv2D(
        features, 2 * features, kernel: 4, stride: stride, padding: .explicit(1), bias: bias, using: random),
      norm(2 * features, leaky),
    ]
  }
  return Sequential(layers + [Conv2D(512, 1, kernel: 4, padding: .explicit(1), using: random)])
}
