import ConditionalGAN
import GANKit

/// Chapter 5 at full budget: each call is one training step on 64 random images, each with one of ten labels.
func conditionalTrainingStep(batch: Int, _ random: Random) -> () -> Void {
  let players = ConditionalGAN.Players(.convolutional, width: 64, using: random)
  precondition(players.generator.parameterCount == 822_401 && players.discriminator.parameterCount == 147_425)
  let images = Tensor.uniform([batch, 28, 28, 1], in: -1...1, using: random)
  let labels = Tensor.oneHot((0..<batch).map { $0 % 10 }, classes: 10)
  return { _ = players.update(real: images, labels: labels, random) }
}
