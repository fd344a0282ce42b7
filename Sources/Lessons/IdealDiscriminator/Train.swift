import GANKit

/// Small networks in place of the perfect players: a number in, a number out.
struct Players: Module {
  let generator: Sequential
  let discriminator: Sequential
  let optimizerG: Adam
  let optimizerD: Adam

  // snippet.networks
  init(learningRate: Float, using random: Random) {
    generator = Sequential {
      Dense(1, 64, activation: .tanh, using: random)
      Dense(64, 64, activation: .tanh, using: random)
      Dense(64, 1, using: random)
    }
    discriminator = Sequential {
      Dense(1, 64, activation: .leakyReLU(0.2), using: random)
      Dense(64, 64, activation: .leakyReLU(0.2), using: random)
      Dense(64, 1, using: random)
    }
    // snippet.end
    optimizerG = Adam(for: generator, learningRate: learningRate, beta1: 0.5)
    optimizerD = Adam(for: discriminator, learningRate: learningRate, beta1: 0.5)
  }

  func generate(_ z: Tensor) -> Tensor { generator(z, .inference) }

  func decide(_ x: Tensor) -> Tensor { discriminator(x, .inference) }

  func setLearningRate(_ rate: Float) {
    optimizerG.learningRate = rate
    optimizerD.learningRate = rate
  }

  // snippet.updates
  func updateDiscriminator(real: Tensor, fake: Tensor) -> Float {
    let (loss, gradients) = gradients(of: discriminator) {
      discriminatorLoss(onReal: decide(real), onFake: decide(fake))
    }
    optimizerD.update(along: gradients)
    return loss
  }

  func updateGenerator(_ z: Tensor, _ loss: GeneratorLoss) -> Float {
    let (loss, gradients) = gradients(of: generator) { loss(onFake: decide(generate(z))) }
    optimizerG.update(along: gradients)
    return loss
  }
  // snippet.end
}
