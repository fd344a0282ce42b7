import GANKit

/// The two players, and the optimizer that trains each of them: the same for digits and for faces.
public struct Players: GANPlayers {
  public let generator, discriminator: Sequential
  public let optimizerG, optimizerD: Adam
  /// What D is told for real images: 1, or a little less with one-sided label smoothing.
  let realTarget: Float
  /// The weight of the penalty on D's slope at real images; 0 is none.
  let penalty: Float
  /// Whether D takes real and generated images as one batch. This is faster, and changes nothing where D judges every
  /// image by itself: without batch norm, which would mix the two, and without dropout.
  let judgesAtOnce: Bool
  /// The learning rates at the beginning of a training.
  private let firstRates: (g: Float, d: Float)

  public init(
    generator: Sequential, discriminator: Sequential, learningRateG: Float, learningRateD: Float,
    beta1: Float = 0.5, realTarget: Float = 1, penalty: Float = 0, judgesAtOnce: Bool = false
  ) {
    (self.realTarget, self.penalty, self.judgesAtOnce) = (realTarget, penalty, judgesAtOnce)
    firstRates = (learningRateG, learningRateD)
    (self.generator, self.discriminator) = (generator, discriminator)
    optimizerG = Adam(for: generator, learningRate: learningRateG, beta1: beta1)
    optimizerD = Adam(for: discriminator, learningRate: learningRateD, beta1: beta1)
  }

  // snippet.iteration
  /// One iteration: both players are updated, on a batch of real images `[N, H, W, C]`.
  ///
  /// G runs forward once: D learns from its images as plain values, then G from the same images through D.
  public func update(real: Tensor, _ random: Random) -> Losses {
    let generated = generate(real.shape[0], random)
    let lossD = updateDiscriminator(real: real, fake: generated.value, random)
    let (lossG, _) = updateGenerator(generated, random)
    return Losses(lossD: lossD, lossG: lossG)
  }

  /// G's images of fresh noise, recorded so that G can learn from D's decisions on them.
  func generate(_ count: Int, _ random: Random) -> Recording {
    let z = noise(count, using: random)
    return record(generator) { generator(z, .training(random)) }
  }
  // snippet.end

  // snippet.penalty
  /// Updates D. In every eighth update, its loss has the penalty R1 on its slope at the real images, eight times as heavy,
  /// which costs an eighth of the time (Karras et al. 2020, section 3.1).
  ///
  /// - Returns: D's loss, without the penalty.
  func updateDiscriminator(real: Tensor, fake: Tensor, _ random: Random) -> Float {
    var lossD: Float = 0
    let (_, gradients) = gradients(of: discriminator) {
      let (onReal, onFake) = decisions(onReal: real, onFake: fake, random)
      let loss = discriminatorLoss(onReal: onReal, onFake: onFake, realTarget: realTarget)

      lossD = loss.scalar
      guard penalty > 0, optimizerD.updates % 8 == 0 else { return loss }
      return loss
        + GradientPenalty.r1(real: real, weight: 8 * penalty) { discriminator($0, .training(random)) }
    }
    optimizerD.update(with: gradients)
    return lossD
  }
  // snippet.end

  private func decisions(onReal real: Tensor, onFake fake: Tensor, _ random: Random) -> (Tensor, Tensor) {
    guard judgesAtOnce else {
      return (discriminator(real, .training(random)), discriminator(fake, .training(random)))
    }
    let logits = discriminator(concatenate([real, fake]), .training(random))
      .split(sizes: [real.shape[0], fake.shape[0]])
    return (logits[0], logits[1])
  }

  /// - Returns: G's loss, and its gradient, which the last step of the chapter observes.
  func updateGenerator(_ generated: Recording, _ random: Random) -> (loss: Float, gradients: Gradients) {
    let (loss, gradients) = generated.gradients { fake in
      generatorLoss(onFake: discriminator(fake, .training(random)))
    }
    optimizerG.update(with: gradients)
    return (loss, gradients)
  }

  // snippet.settle
  /// Sets both learning rates, which fall to zero over the last 40 % of the training.
  ///
  /// - Parameter progress: 0 at the beginning, 1 at the end.
  func settle(_ progress: Float) {
    let slowdown = min(1, (1 - progress) / 0.4)
    setLearningRates(g: firstRates.g * slowdown, d: firstRates.d * slowdown)
  }
  // snippet.end

  /// How often D, in inference mode, decides correctly on real images and on fakes.
  func accuracy(real: Tensor, fake: Tensor) -> DiscriminatorAccuracy {
    DiscriminatorAccuracy(onReal: discriminator(real, .inference), onFake: discriminator(fake, .inference))
  }
}
