import GANKit

/// The two players and what moves each of them.
public struct Players: Module {
  public let generator: Sequential
  public let discriminator: Sequential
  let optimizerG: Adam
  let optimizerD: Adam

  public init(using random: Random, learningRate: Float = 2e-4, beta1: Float = 0.5) {
    self.init(
      generator: makeGenerator(using: random), discriminator: makeDiscriminator(using: random),
      learningRate: learningRate, beta1: beta1)
  }

  init(generator: Sequential, discriminator: Sequential, learningRate: Float, beta1: Float) {
    self.generator = generator
    self.discriminator = discriminator
    optimizerG = Adam(for: generator, learningRate: learningRate, beta1: beta1)
    optimizerD = Adam(for: discriminator, learningRate: learningRate, beta1: beta1)
  }

  // snippet.trainingStep
  /// One training step of both players on a batch of real images `[N, 28, 28, 1]`.
  ///
  /// G runs forward once: D learns from its images as plain values, then G from the same images through D.
  public func trainingStep(real: Tensor, _ random: Random) -> (lossD: Float, lossG: Float) {
    let z = Tensor.normal([real.shape[0], 100], using: random)
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
    optimizerD.update(along: gradients)
    return loss
  }
  // snippet.end

  // snippet.updateGenerator
  func updateGenerator(_ generated: Recording, _ random: Random) -> Float {
    let (loss, gradients) = generated.gradients { fake in
      generatorLoss(onFake: discriminator(fake, .training(random)))
    }
    optimizerG.update(along: gradients)
    return loss
  }
  // snippet.end
}
