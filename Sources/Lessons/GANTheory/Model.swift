import GANKit

// snippet.networks
/// G: `latent` normals in, a point of the plane out.
func makeGenerator(latent: Int, using random: Random) -> Sequential {
  Sequential {
    Dense(latent, 128, activation: .leakyReLU(0.2), using: random)
    Dense(128, 128, activation: .leakyReLU(0.2), using: random)
    Dense(128, 2, using: random)
  }
}

/// D: a point in, one logit out.
func makeDiscriminator(using random: Random) -> Sequential {
  Sequential {
    Dense(2, 128, activation: .leakyReLU(0.2), using: random)
    Dense(128, 128, activation: .leakyReLU(0.2), using: random)
    Dense(128, 1, using: random)
  }
}
// snippet.end
