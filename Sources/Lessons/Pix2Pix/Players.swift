import GANKit

/// The two players, and the optimizer that trains each of them.
public struct Players: GANPlayers {
  public let generator: UNet
  public let discriminator: Sequential
  let loss: GeneratorLoss
  /// What is changed at random in the pairs that D judges; by default nothing.
  let augmentation: Augmentation
  public let optimizerG, optimizerD: Adam

  public init(
    generator: UNet, discriminator: Sequential, loss: GeneratorLoss = GeneratorLoss(),
    learningRate: Float = 2e-4, augmentation: Augmentation = []
  ) {
    (self.generator, self.discriminator) = (generator, discriminator)
    (self.loss, self.augmentation) = (loss, augmentation)
    optimizerG = Adam(for: generator, learningRate: learningRate, beta1: 0.5)
    optimizerD = Adam(for: discriminator, learningRate: learningRate, beta1: 0.5)
  }

  // snippet.iteration
  /// One iteration: both players are updated, on inputs and their targets, `[N, H, W, 3]` each.
  public func update(input: Tensor, target: Tensor, _ random: Random) -> Losses {
    let translated = record(generator) { generator(input, .training(random)) }
    let fake = translated.value
    let distance = meanAbsoluteError(fake, target).scalar
    // Where D has no weight in G's loss, it need not learn.
    let lossD = loss.adversarial > 0 ? updateDiscriminator(input, fake: fake, target, random) : 0
    let total = updateGenerator(translated, input, target, random)
    return Losses(lossD: lossD, lossG: total - loss.lambda * distance, distance: distance)
  }
  // snippet.end

  // snippet.updates
  /// D's decisions on pairs: each image beside the input that it should belong to.
  func decide(_ input: Tensor, _ image: Tensor, _ random: Random) -> Tensor {
    let draw = AugmentationDraw(augmentation, for: image, using: random)
    let pairs = concatenate([draw.geometric(input), draw(image)], axis: -1)
    return discriminator(pairs, .training(random))
  }

  func updateDiscriminator(_ input: Tensor, fake: Tensor, _ target: Tensor, _ random: Random) -> Float {
    let (loss, gradients) = gradients(of: discriminator) {
      discriminatorLoss(
        onReal: decide(input, target, random), onFake: decide(input, fake, random))
    }
    optimizerD.update(with: gradients)
    return loss
  }

  func updateGenerator(_ translated: Recording, _ input: Tensor, _ target: Tensor, _ random: Random) -> Float
  {
    let (loss, gradients) = translated.gradients { fake in
      self.loss(output: fake, target: target) { decide(input, fake, random) }
    }
    optimizerG.update(with: gradients)
    return loss
  }
  // snippet.end
}
