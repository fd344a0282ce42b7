import GANKit

/// Small networks in place of the perfect players, and the optimizer that trains each of them.
struct Players: GANPlayers {
  let generator, discriminator: Sequential
  let optimizerG, optimizerD: Adam
  /// D's learning rate, divided by G's.
  let rateRatio: Float

  init(learningRate: Float, rateRatio: Float = 4, using random: Random) {
    self.rateRatio = rateRatio
    (generator, discriminator) = (makeNetwork(using: random), makeNetwork(using: random))
    optimizerG = Adam(for: generator, learningRate: learningRate / rateRatio, beta1: 0.5)
    optimizerD = Adam(for: discriminator, learningRate: learningRate, beta1: 0.5)
  }

  func generate(_ z: Tensor) -> Tensor { generator(z, .inference) }

  func decide(_ x: Tensor) -> Tensor { discriminator(x, .inference) }

  /// Sets D's learning rate, and G's to a part of it.
  func setLearningRate(_ rate: Float) {
    setLearningRates(g: rate / rateRatio, d: rate)
  }

  // snippet.updates
  func updateDiscriminator(real: Tensor, fake: Tensor) -> Float {
    let (loss, gradients) = gradients(of: discriminator) {
      discriminatorLoss(onReal: decide(real), onFake: decide(fake))
    }
    optimizerD.update(with: gradients)
    return loss
  }

  func updateGenerator(_ z: Tensor, _ loss: GeneratorLoss) -> Float {
    let (loss, gradients) = gradients(of: generator) { loss(onFake: decide(generate(z))) }
    optimizerG.update(with: gradients)
    return loss
  }
  // snippet.end
}
