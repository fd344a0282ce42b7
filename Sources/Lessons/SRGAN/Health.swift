import GANKit

// Observing the players, in inference mode: neither random numbers nor running means of the training change.

extension TrainingHealth {
  // snippet.observe
  /// Observes both players in inference mode: D's decisions, the length of the gradient that reaches G from D, and how
  /// different enlarged patches are.
  func observe(_ players: Players, step: Int, small: Tensor, sharp: Tensor) {
    observe(
      step: step, generated: record(players.generator) { players.generator(small, .inference) }, reals: sharp,
      decide: { players.discriminator($0, .inference) }, lossG: { binaryCrossEntropy(logits: $0, target: 1) })
  }
  // snippet.end
}
