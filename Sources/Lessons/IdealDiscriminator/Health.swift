import GANKit

// What is observed while the players learn. In inference mode nothing is drawn from the training's random source and no
// running mean moves: a training that is watched ends in the same bits.

extension TrainingHealth {
  // snippet.observe
  /// Takes note of how both players stand: what D decides, how long the gradient is that reaches G, and how different
  /// G's numbers are.
  func observe(_ players: Players, _ target: Mixture, step: Int, _ random: Random) {
    let real = target.samples(256, using: random)
    let z = Tensor.normal([256, 1], using: random)
    let generated = record(players.generator) { players.generate(z) }
    let (_, gradients) = generated.gradients { GeneratorLoss.nonSaturating(onFake: players.decide($0)) }
    observe(
      step: step, onReal: players.decide(real), onFake: players.decide(generated.value),
      gradientNorm: gradients.norm, fakes: generated.value, reals: real)
  }
  // snippet.end
}
