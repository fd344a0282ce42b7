import GANKit

// Answers that look right, for the test of the checks.

/// The target 1 stands for "fake" here: D learns the two names the wrong way round.
enum SwappedTargets: OneIteration {
  static func update(_ players: Players, real: Tensor, noise z: Tensor, _ random: Random) -> Losses {
    let (generator, discriminator) = (players.generator, players.discriminator)
    let generated = record(generator) { generator(z, .training(random)) }
    let (lossD, gradientsD) = gradients(of: discriminator) {
      binaryCrossEntropy(logits: discriminator(real, .training(random)), target: 0)
        + binaryCrossEntropy(logits: discriminator(generated.value, .training(random)), target: 1)
    }
    players.optimizerD.update(with: gradientsD)
    let (lossG, gradientsG) = generated.gradients { fake in
      binaryCrossEntropy(logits: discriminator(fake, .training(random)), target: 0)
    }
    players.optimizerG.update(with: gradientsG)
    return Losses(lossD: lossD, lossG: lossG)
  }
}

/// D's loss as the mean over all its decisions, as in a classifier.
enum HalvedLoss: OneIteration {
  static func update(_ players: Players, real: Tensor, noise z: Tensor, _ random: Random) -> Losses {
    let (generator, discriminator) = (players.generator, players.discriminator)
    let generated = record(generator) { generator(z, .training(random)) }
    let (lossD, gradientsD) = gradients(of: discriminator) {
      0.5
        * (binaryCrossEntropy(logits: discriminator(real, .training(random)), target: 1)
          + binaryCrossEntropy(logits: discriminator(generated.value, .training(random)), target: 0))
    }
    players.optimizerD.update(with: gradientsD)
    let (lossG, gradientsG) = generated.gradients { fake in
      binaryCrossEntropy(logits: discriminator(fake, .training(random)), target: 1)
    }
    players.optimizerG.update(with: gradientsG)
    return Losses(lossD: lossD, lossG: lossG)
  }
}

/// All gradients first, and then all updates: G learns from a D that is already out of date.
enum Simultaneous: OneIteration {
  static func update(_ players: Players, real: Tensor, noise z: Tensor, _ random: Random) -> Losses {
    let (generator, discriminator) = (players.generator, players.discriminator)
    let generated = record(generator) { generator(z, .training(random)) }
    let (lossD, gradientsD) = gradients(of: discriminator) {
      binaryCrossEntropy(logits: discriminator(real, .training(random)), target: 1)
        + binaryCrossEntropy(logits: discriminator(generated.value, .training(random)), target: 0)
    }
    let (lossG, gradientsG) = generated.gradients { fake in
      binaryCrossEntropy(logits: discriminator(fake, .training(random)), target: 1)
    }
    players.optimizerD.update(with: gradientsD)
    players.optimizerG.update(with: gradientsG)
    return Losses(lossD: lossD, lossG: lossG)
  }
}

/// G minimises what D maximises, ln(1 - D): the loss of the minimax game.
enum Saturating: OneIteration {
  static func update(_ players: Players, real: Tensor, noise z: Tensor, _ random: Random) -> Losses {
    let (generator, discriminator) = (players.generator, players.discriminator)
    let generated = record(generator) { generator(z, .training(random)) }
    let (lossD, gradientsD) = gradients(of: discriminator) {
      binaryCrossEntropy(logits: discriminator(real, .training(random)), target: 1)
        + binaryCrossEntropy(logits: discriminator(generated.value, .training(random)), target: 0)
    }
    players.optimizerD.update(with: gradientsD)
    let (lossG, gradientsG) = generated.gradients { fake in
      -binaryCrossEntropy(logits: discriminator(fake, .training(random)), target: 0)
    }
    players.optimizerG.update(with: gradientsG)
    return Losses(lossD: lossD, lossG: lossG)
  }
}

/// A forward pass of G for each player, because each has a loss of its own.
enum TwoPasses: OneIteration {
  static func update(_ players: Players, real: Tensor, noise z: Tensor, _ random: Random) -> Losses {
    let (generator, discriminator) = (players.generator, players.discriminator)
    let fake = generator(z, .training(random))
    let (lossD, gradientsD) = gradients(of: discriminator) {
      binaryCrossEntropy(logits: discriminator(real, .training(random)), target: 1)
        + binaryCrossEntropy(logits: discriminator(fake, .training(random)), target: 0)
    }
    players.optimizerD.update(with: gradientsD)
    let (lossG, gradientsG) = gradients(of: generator) {
      binaryCrossEntropy(logits: discriminator(generator(z, .training(random)), .training(random)), target: 1)
    }
    players.optimizerG.update(with: gradientsG)
    return Losses(lossD: lossD, lossG: lossG)
  }
}
