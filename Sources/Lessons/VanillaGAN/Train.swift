import GANKit

/// The two players and what moves each of them.
public struct Players: Module {
  public let generator: Sequential
  public let discriminator: Sequential
  let optimizerG: Adam
  let optimizerD: Adam

  /// Players with new weights. The activations are parameters for the sake of the last step, which changes them.
  public init(
    output: Activation = .tanh, hiddenD: Activation = .leakyReLU(0.2), learningRate: Float = 2e-4,
    using random: Random
  ) {
    generator = makeGenerator(output: output, using: random)
    discriminator = makeDiscriminator(hidden: hiddenD, using: random)
    optimizerG = Adam(for: generator, learningRate: learningRate, beta1: 0.5)
    optimizerD = Adam(for: discriminator, learningRate: learningRate, beta1: 0.5)
  }

  // snippet.trainingStep
  /// One training step of both players on a batch of real images `[N, 28, 28, 1]`.
  ///
  /// G runs forward once: D learns from its images as plain values, then G from the same images through D.
  public func trainingStep(real: Tensor, _ random: Random) -> (lossD: Float, lossG: Float) {
    let z = Tensor.normal([real.shape[0], latentSize], using: random)
    let generated = record(generator) { generator(z, .training(random)) }
    let lossD = updateDiscriminator(real: real, fake: generated.value, random)
    let lossG = updateGenerator(generated, random)
    return (lossD, lossG)
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

  /// The share of D's decisions that are right, over as many real images as fakes: 0.5 where it cannot tell.
  func discriminatorAccuracy(real: Tensor, fake: Tensor) -> Double {
    let onReal = discriminator(real, .inference).scalars.count { $0 > 0 }
    let onFake = discriminator(fake, .inference).scalars.count { $0 <= 0 }
    return Double(onReal + onFake) / Double(real.shape[0] + fake.shape[0])
  }
}
