import GANKit
import Pix2Pix

/// Chapter 6 at full budget: each call is one training step on a pair of random 256x256 images.
func pix2pixTrainingStep(_ random: Random) -> () -> Void {
  let players = Pix2Pix.Players(
    generator: UNet(levels: 8, width: 64, using: random),
    discriminator: Pix2Pix.makeDiscriminator(width: 64, downsamplings: 3, using: random))
  precondition(
    players.generator.parameterCount == 54_413_955 && players.discriminator.parameterCount == 2_768_705)
  let a = Tensor.uniform([1, 256, 256, 3], in: -1...1, using: random)
  let b = Tensor.uniform([1, 256, 256, 3], in: -1...1, using: random)
  return { _ = players.update(input: a, target: b, random) }
}
