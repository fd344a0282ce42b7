import GANKit

/// SRGAN's two players, and the optimizer that trains each of them. The feature network is not trained with them.
public struct Players: GANPlayers {
  public let generator: Generator
  public let discriminator: Sequential
  public let optimizerG, optimizerD: Adam

  public init(generator: Generator, discriminator: Sequential, learningRateG: Float, learningRateD: Float) {
    (self.generator, self.discriminator) = (generator, discriminator)
    optimizerG = Adam(for: generator, learningRate: learningRateG)
    optimizerD = Adam(for: discriminator, learningRate: learningRateD)
  }

  // snippet.iteration
  /// One iteration: both players are updated, on small pictures and the sharp ones that they come from.
  func update(
    small: Tensor, sharp: Tensor, _ weights: LossWeights, _ features: FeatureNetwork, _ random: Random
  ) -> Losses {
    var losses = Losses()
    let generated = record(generator) { generator(small, .training(random)) }
    let (lossD, gradientsD) = gradients(of: discriminator) {
      discriminatorLoss(
        onReal: discriminator(sharp, .training(random)),
        onFake: discriminator(generated.value, .training(random)))
    }
    optimizerD.update(with: gradientsD)
    let (_, gradientsG) = generated.gradients { fake in
      let pixels = meanSquaredError(fake, sharp)
      let content = featureLoss(fake, sharp, features)
      let adversarial = binaryCrossEntropy(logits: discriminator(fake, .training(random)), target: 1)
      (losses.pixels, losses.features) = (pixels.detached.scalar, content.detached.scalar)
      losses.adversarial = adversarial.detached.scalar
      return weights.pixels * pixels + weights.features * content + weights.adversarial * adversarial
    }
    optimizerG.update(with: gradientsG)
    losses.lossD = lossD
    return losses
  }
  // snippet.end
}

// snippet.control
/// The control: the same iteration of G without an adversary, on pixels and features alone.
func updateOnContent(
  _ generator: Generator, _ optimizer: Adam, small: Tensor, sharp: Tensor, _ weights: LossWeights,
  _ features: FeatureNetwork, _ random: Random
) -> Losses {
  var losses = Losses()
  let (_, found) = gradients(of: generator) {
    let fake = generator(small, .training(random))
    let (pixels, content) = (meanSquaredError(fake, sharp), featureLoss(fake, sharp, features))
    (losses.pixels, losses.features) = (pixels.detached.scalar, content.detached.scalar)
    return weights.pixels * pixels + weights.features * content
  }
  optimizer.update(with: found)
  return losses
}
// snippet.end
