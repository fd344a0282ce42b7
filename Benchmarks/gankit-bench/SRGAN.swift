import GANKit
import SRGAN

/// Chapter 8 at full budget, except for the number of patches: each call is one training step of SRGAN on `batch` random
/// patches of 96x96, the paper's generator, and the chapter's feature network in place of VGG.
func srganTrainingStep(batch: Int, _ random: Random) -> () -> Void {
  let generator = SRGAN.Generator(.paper, width: 64, blocks: 16, using: random)
  let discriminator = SRGAN.makeDiscriminator(width: 64, size: 96, using: random)
  let features = SRGAN.FeatureNetwork(width: 64, classes: 1, using: random)
  precondition(
    generator.parameterCount == 1_550_659 && discriminator.parameterCount == 23_563_649
      && features.body.parameterCount == 1_395_200)
  let optimizerG = Adam(for: generator, learningRate: 1e-4)
  let optimizerD = Adam(for: discriminator, learningRate: 1e-4)
  let small = Tensor.uniform([batch, 24, 24, 3], in: -1...1, using: random)
  let sharp = Tensor.uniform([batch, 96, 96, 3], in: -1...1, using: random)
  return {
    let generated = record(generator) { generator(small, .training(random)) }
    let (_, gradientsD) = gradients(of: discriminator) {
      binaryCrossEntropy(logits: discriminator(sharp, .training(random)), target: 1)
        + binaryCrossEntropy(logits: discriminator(generated.value, .training(random)), target: 0)
    }
    optimizerD.update(with: gradientsD)
    let (_, gradientsG) = generated.gradients { fake in
      meanSquaredError(fake, sharp) + 0.1 * meanSquaredError(features(fake), features(sharp))
        + 5e-3 * binaryCrossEntropy(logits: discriminator(fake, .training(random)), target: 1)
    }
    optimizerG.update(with: gradientsG)
  }
}
