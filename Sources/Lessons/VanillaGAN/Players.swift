import GANKit

/// The two players, and the optimizer that trains each of them.
public struct Players: GANPlayers {
  public let generator, discriminator: Sequential
  public let optimizerG, optimizerD: Adam

  /// Players with new weights. The activations and the centre are parameters because the last step changes them.
  public init(
    output: Activation = .tanh, hiddenD: Activation = .leakyReLU(0.2), centreD: Tensor? = nil,
    learningRate: Float = 2e-4, using random: Random
  ) {
    generator = makeGenerator(output: output, using: random)
    discriminator = makeDiscriminator(hidden: hiddenD, centre: centreD, using: random)
    optimizerG = Adam(for: generator, learningRate: learningRate, beta1: 0.5)
    optimizerD = Adam(for: discriminator, learningRate: learningRate, beta1: 0.5)
  }

  // snippet.iteration
  /// One iteration: both players are updated, on a batch of real images `[N, 28, 28, 1]`.
  ///
  /// G runs forward once: D learns from its images as plain values, then G from the same images through D.
  public func update(real: Tensor, _ random: Random) -> Losses {
    let z = noise(real.shape[0], using: random)
    let generated = record(generator) { generator(z, .training(random)) }
    let lossD = updateDiscriminator(real: real, fake: generated.value, random)
    let lossG = updateGenerator(generated, random)
    return Losses(lossD: lossD, lossG: lossG)
  }
  // snippet.end

  // snippet.updateDiscriminator
  func updateDiscriminator(real: Tensor, fake: Tensor, _ random: Random) -> Float {
    let (loss, gradients) = gradients(of: discriminator) {
      discriminatorLoss(
        onReal: discriminator(real, .training(random)),
        onFake: discriminator(fake, .training(random)))
    }
    optimizerD.update(with: gradients)
    return loss
  }
  // snippet.end

  // snippet.updateGenerator
  func updateGenerator(_ generated: Recording, _ random: Random) -> Float {
    let (loss, gradients) = generated.gradients { fake in
      generatorLoss(onFake: discriminator(fake, .training(random)))
    }
    optimizerG.update(with: gradients)
    return loss
  }
  // snippet.end
}
