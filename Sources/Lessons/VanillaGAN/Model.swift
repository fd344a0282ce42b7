import GANKit

// snippet.generator
/// How many standard normal numbers G starts from: the dimension of its latent space. Every step uses it.
public let latentSize = 100

/// Noise vectors `[count, latentSize]`.
func noise(_ count: Int, using random: Random) -> Tensor { .normal([count, latentSize], using: random) }

/// G: a noise vector of `latentSize` numbers in, a 28x28 image in [-1, 1] out.
public func makeGenerator(output: Activation = .tanh, using random: Random) -> Sequential {
  Sequential {
    Dense(latentSize, 256, activation: .leakyReLU(0.2), using: random)
    BatchNorm(256, momentum: 0.8)
    Dense(256, 512, activation: .leakyReLU(0.2), using: random)
    BatchNorm(512, momentum: 0.8)
    Dense(512, 1024, activation: .leakyReLU(0.2), using: random)
    BatchNorm(1024, momentum: 0.8)
    Dense(1024, 28 * 28, activation: output, using: random)
    Reshape([28, 28, 1])
  }
}
// snippet.end

// snippet.discriminator
/// D: a 28x28 image in, one logit out; its sigmoid is the probability that the image is real.
///
/// - Parameter centre: an image that is subtracted first; the last step of the chapter tries it.
public func makeDiscriminator(
  hidden: Activation = .leakyReLU(0.2), centre: Tensor? = nil, using random: Random
) -> Sequential {
  Sequential {
    if let centre { Subtract(centre) }
    Flatten()
    Dense(28 * 28, 512, activation: hidden, using: random)
    Dense(512, 256, activation: hidden, using: random)
    Dense(256, 1, using: random)
  }
}
// snippet.end

/// Subtracts the same image from every image.
struct Subtract: Layer {
  let centre: Tensor

  /// - Parameter centre: `[1, 28, 28, 1]`.
  init(_ centre: Tensor) { self.centre = centre }

  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { x - centre }
}
