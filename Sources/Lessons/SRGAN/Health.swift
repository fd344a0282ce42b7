import GANKit

// What is observed while the players learn. In inference mode nothing is drawn from the training's random source and no
// running mean moves: a training that is watched ends in the same bits.

extension TrainingHealth {
  // snippet.observe
  /// Takes note of how both players stand at rest: what D decides, how long the gradient is that reaches G from D, and how
  /// different enlarged patches are.
  func observe(_ players: Players, step: Int, small: Tensor, sharp: Tensor) {
    let generated = record(players.generator) { players.generator(small, .inference) }
    let (_, gradients) = generated.gradients { fake in
      binaryCrossEntropy(logits: players.discriminator(fake, .inference), target: 1)
    }
    observe(
      step: step, onReal: players.discriminator(sharp, .inference),
      onFake: players.discriminator(generated.value, .inference), gradientNorm: gradients.norm,
      fakes: generated.value, reals: sharp)
  }
  // snippet.end
}
