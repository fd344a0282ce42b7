/// The PatchGAN: a logit for each patch of the image, "is this patch real?" (Isola et al. 2017, section 3.2.2).
///
/// It consists of convolutions only, so that the same small network judges every patch of an image of any size:
/// `[N, H, W, inputs] -> [N, H', W', 1]`.
///
/// - Parameters:
///   - inputs: the channels of the images; of both images together if pairs are judged.
///   - width: the channels of the first layer; each further layer doubles them, up to eight times as many.
///   - downsamplings: the number of layers with stride 2. For 1, 2, 3 or 4 of them, a decision sees a patch of 16, 34,
///     70 or 142 pixels a side.
///   - bias: whether the convolutions before `norm` have one; it is useless if the norm has its own shift.
///   - norm: makes the layer that normalizes the middle layers' outputs and ends in the given activation.
///   - initializer: how the weights are drawn.
///   - random: the source that they are drawn from.
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

/// How many decisions a `patchDiscriminator` makes along each side of an image of `size` pixels; 0 if the image is too
/// small for even one.
public func patchDecisions(size: Int, downsamplings: Int) -> Int {
  // Strides of 2 halve and round down; each of the two layers after them takes off one.
  max(0, size >> downsamplings - 2)
}
