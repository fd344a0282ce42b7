import GANKit

/// Two players and what moves each of them: the same for digits and for faces.
public struct Players: Module {
  public let generator: Sequential
  public let discriminator: Sequential
  let optimizerG: Adam
  let optimizerD: Adam

  public init(
    generator: Sequential, discriminator: Sequential, learningRateG: Float, learningRateD: Float,
    beta1: Float = 0.5
  ) {
    (self.generator, self.discriminator) = (generator, discriminator)
    optimizerG = Adam(for: generator, learningRate: learningRateG, beta1: beta1)
    optimizerD = Adam(for: discriminator, learningRate: learningRateD, beta1: beta1)
  }

  /// What one training step came to.
  public struct Outcome {
    public let lossD, lossG: Float
    /// The gradient of G's loss.
    public let gradientsG: Gradients
    /// G's images `[N, H, W, C]`, as plain values.
    public let fakes: Tensor
  }

  // snippet.trainingStep
  /// One training step of both players on a batch of real images `[N, H, W, C]`.
  ///
  /// G runs forward once: D learns from its images as plain values, then G from the same images through D.
  public func trainingStep(real: Tensor, _ random: Random) -> Outcome {
    let z = Tensor.normal([real.shape[0], latentSize], using: random)
    let generated = record(generator) { generator(z, .training(random)) }
    let (lossD, gradientsD) = gradients(of: discriminator) {
      discriminatorLoss(
        onReal: discriminator(real, .training(random)),
        onFake: discriminator(generated.value, .training(random)))
    }
    optimizerD.update(with: gradientsD)
    let (lossG, gradientsG) = generated.gradients { fake in
      generatorLoss(onFake: discriminator(fake, .training(random)))
    }
    optimizerG.update(with: gradientsG)
    return Outcome(lossD: lossD, lossG: lossG, gradientsG: gradientsG, fakes: generated.value)
  }
  // snippet.end

  /// The shares of right decisions of D: of real images that it takes for real, and of fakes that it takes for fakes.
  func accuracy(real: Tensor, fake: Tensor) -> (onReal: Double, onFake: Double) {
    let real = discriminator(real, .inference).scalars
    let fake = discriminator(fake, .inference).scalars
    return (
      Double(real.count { $0 > 0 }) / Double(real.count), Double(fake.count { $0 <= 0 }) / Double(fake.count)
    )
  }
}
