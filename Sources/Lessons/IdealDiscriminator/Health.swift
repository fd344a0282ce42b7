import GANKit

// Observing the players, in inference mode: neither random numbers nor running means of the training change.

extension TrainingHealth {
  // snippet.observe
  /// Observes both players: D's decisions, the length of G's gradient, and how different G's numbers are.
  func observe(_ players: Players, _ target: Mixture, step: Int, _ random: Random) {
    let real = target.samples(256, using: random)
    let z = noise(256, using: random)
    observe(
      step: step, generated: record(players.generator) { players.generate(z) }, reals: real,
      decide: players.decide, lossG: { GeneratorLoss.nonSaturating(onFake: $0) })
  }
  // snippet.end
}
