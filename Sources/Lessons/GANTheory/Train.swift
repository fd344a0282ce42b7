import GANKit

/// The two players on the ring, and what moves each of them.
struct Players: Module {
  let latent: Int
  let generator: Sequential
  let discriminator: Sequential
  let optimizerG: Adam
  let optimizerD: Adam

  init(latent: Int, learningRate: Float, using random: Random) {
    self.latent = latent
    generator = makeGenerator(latent: latent, using: random)
    discriminator = makeDiscriminator(using: random)
    optimizerG = Adam(for: generator, learningRate: learningRate, beta1: 0.5)
    optimizerD = Adam(for: discriminator, learningRate: learningRate, beta1: 0.5)
  }

  func noise(_ count: Int, using random: Random) -> Tensor { .normal([count, latent], using: random) }

  // snippet.updates
  /// D moves; the fakes are plain values.
  func updateDiscriminator(real: Tensor, fake: Tensor) -> Float {
    let (loss, gradients) = gradients(of: discriminator) {
      discriminatorLoss(onReal: discriminator(real, .inference), onFake: discriminator(fake, .inference))
    }
    optimizerD.update(with: gradients)
    return loss
  }

  /// G moves, by what D says of its points.
  func updateGenerator(_ z: Tensor) -> Float {
    let (loss, gradients) = gradients(of: generator) {
      nonSaturatingLoss(onFake: discriminator(generator(z, .inference), .inference))
    }
    optimizerG.update(with: gradients)
    return loss
  }
  // snippet.end

  /// The share of D's decisions that are right, over as many real points as fakes.
  func discriminatorAccuracy(real: Tensor, fake: Tensor) -> Double {
    let onReal = discriminator(real, .inference).scalars.count { $0 > 0 }
    let onFake = discriminator(fake, .inference).scalars.count { $0 <= 0 }
    return Double(onReal + onFake) / Double(real.shape[0] + fake.shape[0])
  }

  // snippet.pull
  /// Where D pulls each point: against the gradient of G's loss with respect to the point itself, `[N, 2]`.
  func pull(on points: Tensor) -> Tensor {
    -gradient(at: points) { softplus(-discriminator($0, .inference)).sum() }
  }
  // snippet.end
}
