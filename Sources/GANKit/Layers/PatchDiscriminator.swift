/// The PatchGAN: a logit for each patch of the image, "is this patch real?" (Isola et al. 2017, section 3.2.2).
///
/// Convolutions only, so that the same small network judges every patch of an image of any size:
/// `[N, H, W, inputs] -> [N, H', W', 1]`.
///
/// - Parameters:
///   - inputs: channels of the images; of both images together where pairs are judged.
///   - width: channels of the first layer; they double with each further one, up to eight times as many.
///   - downsamplings: layers of stride 2. A decision sees 16, 34, 70 or 142 pixels in each direction for 1, 2, 3 or 4.
///   - bias: whether the convolutions before `norm` have one; a norm with a shift of its own makes it useless.
///   - norm: what normalizes the middle layers, with an activation at its end.
public func patchDiscriminator(
  inputs: Int, width: Int = 64, downsamplings: Int = 3, bias: Bool,
  norm: (_ channels: Int, Activation) -> any Layer, initializer: Initializer = .normal(0.02),
  using random: Random
) -> Sequential {
  require(
    downsamplings >= 1, "patchDiscriminator: needs at least one downsampling, found \(downsamplings)")
  let leaky = Activation.leakyReLU(0.2)
  func convolution(
    _ inputs: Int, _ outputs: Int, stride: Int, bias: Bool, activation: Activation = .identity
  ) -> Conv2D {
    Conv2D(
      inputs, outputs, kernel: 4, stride: stride, padding: .explicit(1), bias: bias, activation: activation,
      initializer: initializer, using: random)
  }
  // snippet.patchDiscriminator
  return Sequential {
    convolution(inputs, width, stride: 2, bias: true, activation: leaky)
    for layer in 1...downsamplings {
      let (before, after) = (width * min(1 << (layer - 1), 8), width * min(1 << layer, 8))
      convolution(before, after, stride: layer < downsamplings ? 2 : 1, bias: bias)
      norm(after, leaky)
    }
    convolution(width * min(1 << downsamplings, 8), 1, stride: 1, bias: true)
  }
  // snippet.end
}

/// How many decisions a `patchDiscriminator` makes along each side of an image of `size` pixels; 0 if the image is too small
/// for even one.
public func patchDecisions(size: Int, downsamplings: Int) -> Int {
  // Strides of 2 halve and round down; the two layers after them take one off each.
  max(0, size >> downsamplings - 2)
}
