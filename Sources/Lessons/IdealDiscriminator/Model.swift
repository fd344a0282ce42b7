import GANKit

// snippet.networks
/// G and D have the same layers: one number in, one number out.
func makeNetwork(using random: Random) -> Sequential {
  Sequential {
    Dense(1, 64, activation: .leakyReLU(0.2), using: random)
    Dense(64, 64, activation: .leakyReLU(0.2), using: random)
    Dense(64, 1, using: random)
  }
}
// snippet.end

/// Noise vectors of one number each, `[count, 1]`.
func noise(_ count: Int, using random: Random) -> Tensor { .normal([count, 1], using: random) }
