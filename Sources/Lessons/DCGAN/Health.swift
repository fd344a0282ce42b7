import GANKit

// What is observed while the players learn. In inference mode nothing is drawn from the training's random source and no
// running mean moves: a training that is watched ends in the same bits.

extension TrainingHealth {
  // snippet.observe
  /// Takes note of how both players stand at rest: what D decides, how long the gradient is that reaches G, and how
  /// different G's images are.
  func observe(_ players: Players, step: Int, real: Tensor, _ random: Random) {
    let z = Tensor.normal([64, latentSize], using: random)
    let generated = record(players.generator) { players.generator(z, .inference) }
    let (_, gradients) = generated.gradients { fake in
      generatorLoss(onFake: players.discriminator(fake, .inference))
    }
    observe(
      step: step, onReal: players.discriminator(real, .inference),
      onFake: players.discriminator(generated.value, .inference), gradientNorm: gradients.norm,
      fakes: generated.value, reals: real)
  }
  // snippet.end
}
