import CycleGAN
import GANKit

/// Chapter 7 at full budget, except for the size of the images: each call is one training step on random 128x128
/// images.
///
/// The pools of earlier translations are left out, as in the references: they copy images and compute nothing.
func cycleGANTrainingStep(_ random: Random) -> () -> Void {
  let players = CycleGAN.Players(
    generator: { makeGenerator(using: random) }, discriminator: { CycleGAN.makeDiscriminator(using: random) },
    poolSize: 0)
  precondition(
    players.g.parameterCount == 11_378_179 && players.discriminatorA.parameterCount == 2_764_737)
  let a = Tensor.uniform([1, 128, 128, 3], in: -1...1, using: random)
  let b = Tensor.uniform([1, 128, 128, 3], in: -1...1, using: random)
  return { players.update(a: a, b: b, random) }
}
