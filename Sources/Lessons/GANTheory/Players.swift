import GANKit

/// The two players on the ring, and the optimizer that trains each of them.
public struct Players: GANPlayers {
  public let latent: Int
  public let generator, discriminator: Sequential
  public let optimizerG, optimizerD: Adam

  /// Players with new weights; `latent` is the length of G's noise vector.
  public init(latent: Int, learningRate: Float, using random: Random) {
    self.latent = latent
    generator = makeGenerator(latent: latent, using: random)
    discriminator = makeDiscriminator(using: random)
    optimizerG = Adam(for: generator, learningRate: learningRate, beta1: 0.5)
    optimizerD = Adam(for: discriminator, learningRate: learningRate, beta1: 0.5)
  }

  /// Noise vectors `[count, latent]`.
  public func noise(_ count: Int, using random: Random) -> Tensor { .normal([count, latent], using: random) }

  // snippet.updates
  /// Updates D. The fakes are plain values: no gradient reaches G.
  public func updateDiscriminator(real: Tensor, fake: Tensor) -> Float {
    let (loss, gradients) = gradients(of: discriminator) {
      discriminatorLoss(onReal: discriminator(real, .inference), onFake: discriminator(fake, .inference))
    }
    optimizerD.update(with: gradients)
    return loss
  }

  /// Updates G, through D's decisions on its points.
  public func updateGenerator(_ z: Tensor) -> Float {
    let (loss, gradients) = gradients(of: generator) {
      nonSaturatingLoss(onFake: discriminator(generator(z, .inference), .inference))
    }
    optimizerG.update(with: gradients)
    return loss
  }
  // snippet.end

  // snippet.pull
  /// The direction in which D pulls each point: minus the gradient of G's loss with respect to the point, `[N, 2]`.
  func pull(on points: Tensor) -> Tensor {
    -gradient(at: points) { softplus(-discriminator($0, .inference)).sum() }
  }
  // snippet.end
}
