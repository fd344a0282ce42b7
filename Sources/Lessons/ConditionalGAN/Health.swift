import GANKit

// What is observed while the players learn. In inference mode nothing is drawn from the training's random source and no
// running mean moves: a training that is watched ends in the same bits.

extension TrainingHealth {
  // snippet.observe
  /// Takes note of how both players stand at rest, on the labels of a real batch: what D decides, how long the gradient
  /// is that reaches G, and how different G's images are.
  func observe(_ players: Players, step: Int, real: Tensor, labels: Tensor, _ random: Random) {
    let z = Tensor.normal([real.shape[0], latentSize], using: random)
    let generated = record(players.generator) { players.generator(z, labels, .inference) }
    let (_, gradients) = generated.gradients { fake in
      generatorLoss(onFake: players.discriminator(fake, labels, .inference))
    }
    observe(
      step: step, onReal: players.discriminator(real, labels, .inference),
      onFake: players.discriminator(generated.value, labels, .inference), gradientNorm: gradients.norm,
      fakes: generated.value, reals: real)
  }
  // snippet.end
}
