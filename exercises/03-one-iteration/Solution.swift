// exercise: 03-one-iteration
import GANKit

enum Solution: OneIteration {
  /// One iteration: D learns, and then G learns from D's decisions as they are now.
  /// - Parameters:
  ///   - players: `players.generator` and `players.discriminator` map `[N, in]` to `[N, out]`; D gives one
  ///     logit for each image. Each has an optimizer, `players.optimizerG` and `players.optimizerD`.
  ///   - real: real images, `[N, D]`.
  ///   - z: noise for as many fakes, `[N, latent]`.
  ///   - random: for the mode `.training(random)` of both networks.
  /// - Returns: the losses before the update of each player.
  static func update(_ players: Players, real: Tensor, noise z: Tensor, _ random: Random) -> Losses {
    let (generator, discriminator) = (players.generator, players.discriminator)
    let generated = record(generator) { generator(z, .training(random)) }
    let (lossD, gradientsD) = gradients(of: discriminator) {
      binaryCrossEntropy(logits: discriminator(real, .training(random)), target: 1)
        + binaryCrossEntropy(logits: discriminator(generated.value, .training(random)), target: 0)
    }
    players.optimizerD.update(with: gradientsD)
    let (lossG, gradientsG) = generated.gradients { fake in
      binaryCrossEntropy(logits: discriminator(fake, .training(random)), target: 1)
    }
    players.optimizerG.update(with: gradientsG)
    return Losses(lossD: lossD, lossG: lossG)
  }
}
