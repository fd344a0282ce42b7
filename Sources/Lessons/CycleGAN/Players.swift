import GANKit

/// Two generators, G from A to B and F back; two discriminators; and the optimizers that train them.
public struct Players: GANPlayers {
  public let g, f: Sequential
  public let discriminatorA, discriminatorB: Sequential
  let adversarialLoss: AdversarialLoss
  let weights: LossWeights
  public let optimizerG, optimizerD: Adam
  let poolA, poolB: ImagePool

  /// Players with new weights.
  ///
  /// - Parameters:
  ///   - generator: makes G, and then F.
  ///   - discriminator: makes D_A, and then D_B.
  ///   - adversarialLoss: how decisions become losses.
  ///   - weights: of the parts of the generators' loss.
  ///   - learningRate: Adam's, of all four.
  ///   - poolSize: how many earlier translations are kept for each discriminator.
  public init(
    generator: () -> Sequential, discriminator: () -> Sequential,
    adversarialLoss: AdversarialLoss = .leastSquares, weights: LossWeights = LossWeights(),
    learningRate: Float = 2e-4, poolSize: Int = 50
  ) {
    (g, f) = (generator(), generator())
    (discriminatorA, discriminatorB) = (discriminator(), discriminator())
    (self.adversarialLoss, self.weights) = (adversarialLoss, weights)
    optimizerG = Adam(for: g, f, learningRate: learningRate, beta1: 0.5)
    optimizerD = Adam(for: discriminatorA, discriminatorB, learningRate: learningRate, beta1: 0.5)
    (poolA, poolB) = (ImagePool(capacity: poolSize), ImagePool(capacity: poolSize))
  }

  /// The paper's players: 9 residual blocks, 64 channels and patches of 70x70 pixels, for pictures of 256x256.
  public static func paper(using random: Random) -> Players {
    Players(
      generator: { makeGenerator(using: random) }, discriminator: { makeDiscriminator(using: random) })
  }

  public var extraState: [(name: String, value: any Checkpointable)] { [("poolA", poolA), ("poolB", poolB)] }

  // snippet.iteration
  /// One iteration: all four are updated, on images `a` and `b`, each `[N, H, W, 3]`, that do not belong together.
  @discardableResult
  public func update(a: Tensor, b: Tensor, _ random: Random) -> Losses {
    var (losses, fakeA, fakeB) = updateGenerators(a: a, b: b, .training(random))
    fakeA = poolA.exchange(fakeA, using: random)
    fakeB = poolB.exchange(fakeB, using: random)
    losses.discriminator = updateDiscriminators(a: a, b: b, fakeA: fakeA, fakeB: fakeB, .training(random))
    return losses
  }
  // snippet.end

  // snippet.generators
  func updateGenerators(a: Tensor, b: Tensor, _ mode: Mode) -> (Losses, fakeA: Tensor, fakeB: Tensor) {
    let (_, gradients, made) = gradients(of: g, f) {
      let (fakeB, sameB) = outputs(of: g, for: a, b, mode)
      let (fakeA, sameA) = outputs(of: f, for: b, a, mode)
      let adversarial =
        adversarialLoss(discriminatorB(fakeB, mode), target: 1)
        + adversarialLoss(discriminatorA(fakeA, mode), target: 1)
      let cycle = meanAbsoluteError(f(fakeB, mode), a) + meanAbsoluteError(g(fakeA, mode), b)
      let identity = meanAbsoluteError(sameB, b) + meanAbsoluteError(sameA, a)
      let loss = weights.adversarial * adversarial + weights.cycle * cycle + weights.identity * identity
      let parts = Losses(
        adversarial: adversarial.detached.scalar / 2, cycle: cycle.detached.scalar / 2,
        identity: identity.detached.scalar / 2)
      return (loss: loss, auxiliary: (parts, fakeA: fakeA.detached, fakeB: fakeB.detached))
    }
    optimizerG.update(with: gradients)
    return made
  }
  // snippet.end

  // snippet.discriminators
  func updateDiscriminators(a: Tensor, b: Tensor, fakeA: Tensor, fakeB: Tensor, _ mode: Mode) -> Float {
    let (loss, gradients) = gradients(of: [discriminatorA, discriminatorB]) {
      let (realA, madeA) = outputs(of: discriminatorA, for: a, fakeA, mode)
      let (realB, madeB) = outputs(of: discriminatorB, for: b, fakeB, mode)
      return adversarialLoss.discriminator(onReal: realA, onFake: madeA)
        + adversarialLoss.discriminator(onReal: realB, onFake: madeB)
    }
    optimizerD.update(with: gradients)
    return loss / 2
  }
  // snippet.end

  // snippet.outputs
  /// A network's outputs for two batches, computed as one, which takes less time. No layer here mixes the pictures of a
  /// batch, so the outputs are those of the two batches alone.
  private func outputs(of network: Sequential, for x: Tensor, _ y: Tensor, _ mode: Mode) -> (Tensor, Tensor) {
    let parts = network(concatenate([x, y]), mode).split(sizes: [x.shape[0], y.shape[0]])
    return (parts[0], parts[1])
  }
  // snippet.end
}
