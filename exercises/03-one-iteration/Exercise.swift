// exercise: 03-one-iteration
import GANKit

enum Exercise: OneIteration {
  /// One iteration: D learns, and then G learns from D's decisions as they are now.
  /// - Parameters:
  ///   - players: `players.generator` and `players.discriminator` map `[N, in]` to `[N, out]`; D gives one
  ///     logit for each image. Each has an optimizer, `players.optimizerG` and `players.optimizerD`.
  ///   - real: real images, `[N, D]`.
  ///   - z: noise for as many fakes, `[N, latent]`.
  ///   - random: for the mode `.training(random)` of both networks.
  /// - Returns: the losses before the update of each player.
  static func update(_ players: Players, real: Tensor, noise z: Tensor, _ random: Random) -> Losses {
    // Write this.
    Losses(lossD: 0, lossG: 0)
  }
}
