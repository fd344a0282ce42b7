import GANKit

/// The two players, and the optimizer that trains each of them: the same for digits and for faces.
public struct Players: GANPlayers {
  public let generator, discriminator: Sequential
  public let optimizerG, optimizerD: Adam
  /// What D is told for real images: 1, or a little less with one-sided label smoothing.
  let realTarget: Float

  public init(
    generator: Sequential, discriminator: Sequential, learningRateG: Float, learningRateD: Float,
    beta1: Float = 0.5, realTarget: Float = 1
  ) {
    self.realTarget = realTarget
    (self.generator, self.discriminator) = (generator, discriminator)
    optimizerG = Adam(for: generator, learningRate: learningRateG, beta1: beta1)
    optimizerD = Adam(for: discriminator, learningRate: learningRateD, beta1: beta1)
  }

  // snippet.iteration
  /// One iteration: both players are updated, on a batch of real images `[N, H, W, C]`.
  ///
  /// G runs forward once: D learns from its images as plain values, then G from the same images through D.
  public func update(real: Tensor, _ random: Random) -> Losses {
    let generated = generate(real.shape[0], random)
    let lossD = updateDiscriminator(real: real, fake: generated.value, random)
    let (lossG, _) = updateGenerator(generated, random)
    return Losses(lossD: lossD, lossG: lossG)
  }

  /// G's images of fresh noise, recorded so that G can learn from D's decisions on them.
  func generate(_ count: Int, _ random: Random) -> Recording {
    let z = noise(count, using: random)
    return record(generator) { generator(z, .training(random)) }
  }
  // snippet.end

  // snippet.updates
  func updateDiscriminator(real: Tensor, fake: Tensor, _ random: Random) -> Float {
    let (loss, gradients) = gradients(of: discriminator) {
      discriminatorLoss(
        onReal: discriminator(real, .training(random)),
        onFake: discriminator(fake, .training(random)), realTarget: realTarget)
    }
    optimizerD.update(with: gradients)
    return loss
  }

  /// - Returns: G's loss, and its gradient, which the last step of the chapter observes.
  func updateGenerator(_ generated: Recording, _ random: Random) -> (loss: Float, gradients: Gradients) {
    let (loss, gradients) = generated.gradients { fake in
      generatorLoss(onFake: discriminator(fake, .training(random)))
    }
    optimizerG.update(with: gradients)
    return (loss, gradients)
  }
  // snippet.end

  /// How often D, in inference mode, decides correctly on real images and on fakes.
  func accuracy(real: Tensor, fake: Tensor) -> DiscriminatorAccuracy {
    DiscriminatorAccuracy(onReal: discriminator(real, .inference), onFake: discriminator(fake, .inference))
  }
}
