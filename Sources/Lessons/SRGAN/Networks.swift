import GANKit

// The network that judges for the sake of G: D, which is trained with it.

// snippet.discriminator
/// D: pictures `[N, size, size, 3]` in, one logit out. Eight convolutions, every other one with stride 2, then two dense
/// layers (Ledig et al. 2017, figure 4).
func makeDiscriminator(width: Int, size: Int, using random: Random) -> Sequential {
  Sequential {
    Conv2D(3, width, kernel: 3, activation: .leakyReLU(0.2), using: random)
    for (inputs, outputs, stride) in [
      (1, 1, 2), (1, 2, 1), (2, 2, 2), (2, 4, 1), (4, 4, 2), (4, 8, 1), (8, 8, 2),
    ] {
      Conv2D(
        inputs * width, outputs * width, kernel: 3, stride: stride, padding: .explicit(1), bias: false,
        using: random)
      BatchNorm(outputs * width, momentum: 0.9, activation: .leakyReLU(0.2))
    }
    Flatten()
    Dense(size / 16 * size / 16 * 8 * width, 16 * width, activation: .leakyReLU(0.2), using: random)
    Dense(16 * width, 1, using: random)
  }
}
// snippet.end
