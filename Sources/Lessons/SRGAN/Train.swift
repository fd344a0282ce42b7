import GANKit

// snippet.pretraining
/// SRResNet: G alone, on the mean squared error of pixels.
func updateOnPixels(
  _ generator: Generator, _ optimizer: Adam, small: Tensor, sharp: Tensor, _ random: Random
) -> Float {
  let (loss, found) = gradients(of: generator) {
    meanSquaredError(generator(small, .training(random)), sharp)
  }
  optimizer.update(with: found)
  return loss
}
// snippet.end

/// SRGAN's two players and what moves each of them. The feature network is a spectator: nobody trains it here.
public struct Players: Module {
  public let generator: Generator
  public let discriminator: Sequential
  let optimizerG: Adam
  let optimizerD: Adam

  public init(generator: Generator, discriminator: Sequential, learningRateG: Float, learningRateD: Float) {
    (self.generator, self.discriminator) = (generator, discriminator)
    optimizerG = Adam(for: generator, learningRate: learningRateG)
    optimizerD = Adam(for: discriminator, learningRate: learningRateD)
  }

  /// The losses of one training step: G's with its parts before they are weighted.
  struct StepLosses {
    var d: Float = 0
    var pixels: Float = 0
    var features: Float = 0
    var adversarial: Float = 0
  }

  // snippet.trainingStep
  /// One training step of both players on small pictures and the sharp ones that they come from.
  func trainingStep(
    small: Tensor, sharp: Tensor, _ weights: LossWeights, _ features: FeatureNetwork, _ random: Random
  ) -> StepLosses {
    var losses = StepLosses()
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
    losses.d = lossD
    return losses
  }
  // snippet.end
}
