import GANKit

/// Small networks in place of the perfect players: a number in, a number out.
struct Players: Module {
  let generator: Sequential
  let discriminator: Sequential
  let optimizerG: Adam
  let optimizerD: Adam

  // snippet.networks
  init(learningRate: Float, using random: Random) {
    func network() -> Sequential {
      Sequential {
        Dense(1, 64, activation: .leakyReLU(0.2), using: random)
        Dense(64, 64, activation: .leakyReLU(0.2), using: random)
        Dense(64, 1, using: random)
      }
    }
    (generator, discriminator) = (network(), network())
    optimizerG = Adam(for: generator, learningRate: learningRate / 4, beta1: 0.5)
    optimizerD = Adam(for: discriminator, learningRate: learningRate, beta1: 0.5)
  }
  // snippet.end

  func generate(_ z: Tensor) -> Tensor { generator(z, .inference) }

  func decide(_ x: Tensor) -> Tensor { discriminator(x, .inference) }

  /// D's rate; G's is a quarter of it, so that D keeps up with the density that it is to judge.
  func setLearningRate(_ rate: Float) {
    optimizerG.learningRate = rate / 4
    optimizerD.learningRate = rate
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
