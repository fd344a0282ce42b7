import GANKit

/// The two players, and the optimizer that trains each of them.
public struct Players: GANPlayers {
  public let generator: Generator
  public let discriminator: Discriminator
  public let optimizerG, optimizerD: Adam

  /// Players with new weights. The loudness of labels is a parameter because the last step changes it.
  public init(
    _ design: Design, width: Int = 32, loudness: Float = 2, learningRateG: Float = 1e-3,
    learningRateD: Float = 5e-4, using random: Random
  ) {
    generator = Generator(design, width: width, loudness: loudness, using: random)
    discriminator = Discriminator(design, width: width, using: random)
    optimizerG = Adam(for: generator, learningRate: learningRateG, beta1: 0.5)
    optimizerD = Adam(for: discriminator, learningRate: learningRateD, beta1: 0.5)
  }

  // snippet.iteration
  /// One iteration: both players are updated, on real images `[N, 28, 28, 1]` and their labels `[N, 10]`.
  ///
  /// G is asked for the digits of the real batch: both batches have the same labels, so the labels alone tell D nothing.
  /// - Parameter toldD: the labels that D sees, by default the same; the last step of the chapter hides them.
  public func update(
    real: Tensor, labels: Tensor, toldD: Tensor? = nil, _ random: Random
  ) -> Losses {
    let z = noise(real.shape[0], using: random)
    let generated = record(generator) { generator(z, labels, .training(random)) }
    let told = toldD ?? labels
    let lossD = updateDiscriminator(real: real, fake: generated.value, labels: told, random)
    let lossG = updateGenerator(generated, labels: told, random)
    return Losses(lossD: lossD, lossG: lossG)
  }
  // snippet.end

  // snippet.updates
  func updateDiscriminator(real: Tensor, fake: Tensor, labels: Tensor, _ random: Random) -> Float {
    let (loss, gradients) = gradients(of: discriminator) {
      discriminatorLoss(
        onReal: discriminator(real, labels, .training(random)),
        onFake: discriminator(fake, labels, .training(random)))
    }
    optimizerD.update(with: gradients)
    return loss
  }

  func updateGenerator(_ generated: Recording, labels: Tensor, _ random: Random) -> Float {
    let (loss, gradients) = generated.gradients { fake in
      generatorLoss(onFake: discriminator(fake, labels, .training(random)))
    }
    optimizerG.update(with: gradients)
    return loss
  }
  // snippet.end
}
