import GANKit

// snippet.networks
/// G maps a vector of `latent` normal random numbers to a point of the plane.
func makeGenerator(latent: Int, using random: Random) -> Sequential {
  Sequential {
    Dense(latent, 128, activation: .leakyReLU(0.2), using: random)
    Dense(128, 128, activation: .leakyReLU(0.2), using: random)
    Dense(128, 2, using: random)
  }
}

/// D maps a point to one logit.
func makeDiscriminator(using random: Random) -> Sequential {
  Sequential {
    Dense(2, 128, activation: .leakyReLU(0.2), using: random)
    Dense(128, 128, activation: .leakyReLU(0.2), using: random)
    Dense(128, 1, using: random)
  }
}
// snippet.end
