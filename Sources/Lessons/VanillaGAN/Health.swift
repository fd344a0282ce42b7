import GANKit

// Observing the players, in inference mode: neither random numbers nor running means of the training change.

extension TrainingHealth {
  // snippet.observe
  /// Observes both players in inference mode: D's decisions, the length of G's gradient, and how different G's images
  /// are.
  func observe(_ players: Players, step: Int, real: Tensor, _ random: Random) {
    let z = noise(64, using: random)
    observe(
      step: step, generated: record(players.generator) { players.generator(z, .inference) }, reals: real,
      decide: { players.discriminator($0, .inference) }, lossG: generatorLoss)
  }
  // snippet.end
}
