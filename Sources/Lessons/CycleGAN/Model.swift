import GANKit

// snippet.generator
/// G or F: images `[N, H, W, 3]` in [-1, 1] to images of the same size; H and W are multiples of 2^downsamplings.
///
/// Encoder, residual blocks and decoder of Zhu et al. 2017, appendix 7.2: 64 channels and 9 blocks at full budget.
public func makeGenerator(
  width: Int = 64, blocks: Int = 9, downsamplings: Int = 2, using random: Random
) -> Sequential {
  var channels = width
  let encoder = (0..<downsamplings).flatMap { _ in
    channels *= 2
    return shrink(channels / 2, channels, using: random)
  }
  let middle = (0..<blocks).map { _ in residualBlock(channels, using: random) }
  let decoder = (0..<downsamplings).flatMap { _ in
    channels /= 2
    return enlarge(channels * 2, channels, using: random)
  }
  return Sequential(
    [ReflectionPad(3), filter(3, width, kernel: 7, using: random), InstanceNorm(width, activation: .relu)]
      + encoder + middle + decoder
      + [ReflectionPad(3), filter(width, 3, kernel: 7, activation: .tanh, using: random)])
}
// snippet.end

// snippet.residual
/// x + F(x): F has only to say what to change.
private func residualBlock(_ channels: Int, using random: Random) -> Residual {
  Residual {
    ReflectionPad(1)
    filter(channels, channels, kernel: 3, using: random)
    InstanceNorm(channels, activation: .relu)
    ReflectionPad(1)
    filter(channels, channels, kernel: 3, using: random)
    InstanceNorm(channels)
  }
}
// snippet.end

/// A convolution without padding of its own: what stands at the edges is the image mirrored.
private func filter(
  _ inputs: Int, _ outputs: Int, kernel: Int, activation: Activation = .identity, using random: Random
) -> Conv2D {
  Conv2D(
    inputs, outputs, kernel: kernel, padding: .valid, activation: activation, initializer: .normal(0.02),
    using: random)
}

private func shrink(_ inputs: Int, _ outputs: Int, using random: Random) -> [any Layer] {
  [
    Conv2D(
      inputs, outputs, kernel: 3, stride: 2, padding: .explicit(1), initializer: .normal(0.02), using: random),
    InstanceNorm(outputs, activation: .relu),
  ]
}

private func enlarge(_ inputs: Int, _ outputs: Int, using random: Random) -> [any Layer] {
  [
    ConvTranspose2D(
      inputs, outputs, kernel: 3, stride: 2, padding: .explicit(1), outputPadding: 1,
      initializer: .normal(0.02), using: random),
    InstanceNorm(outputs, activation: .relu),
  ]
}

/// D_A or D_B: images `[N, H, W, 3]` in, a decision for each patch out.
///
/// - Parameter downsamplings: 3 for patches of 70x70 pixels, as in the paper; 2 for 34x34; 1 for 16x16.
public func makeDiscriminator(width: Int = 64, downsamplings: Int = 3, using random: Random) -> Sequential {
  patchDiscriminator(
    inputs: 3, width: width, downsamplings: downsamplings, bias: true,
    norm: { InstanceNorm($0, activation: $1) }, using: random)
}
