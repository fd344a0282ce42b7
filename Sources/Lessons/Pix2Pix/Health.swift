import GANKit

// What is observed while the players learn. In inference mode nothing is drawn from the training's random source and no
// running mean moves: a training that is watched ends in the same bits.

extension HealthLimits {
  /// A D that sees the input beside each image is right about nearly all patches of a training that goes well (98 % at
  /// quick budget on the facades): L1 goes on teaching G where D gives no more hints.
  static let forPairs = HealthLimits(accuracy: 0.999)
}

extension TrainingHealth {
  // snippet.observe
  /// Takes note of how both players stand at rest: what D decides about patches, how long the gradient is that reaches G
  /// from D, and how different translations are.
  ///
  /// - Parameter input, target: a few pairs.
  func observe(_ players: Players, step: Int, input: Tensor, target: Tensor) {
    func decide(_ input: Tensor, _ image: Tensor) -> Tensor {
      players.discriminator(concatenate([input, image], axis: -1), .inference)
    }
    // One at a time, so that memory does not grow with their number.
    let fakes = concatenate(
      (0..<input.shape[0]).map { players.generator(input.rows($0..<$0 + 1), .inference) })
    let first = input.rows(0..<1)
    let (_, gradients) = gradients(of: players.generator) {
      binaryCrossEntropy(logits: decide(first, players.generator(first, .inference)), target: 1)
    }
    observe(
      step: step, onReal: decide(input, target), onFake: decide(input, fakes), gradientNorm: gradients.norm,
      fakes: fakes, reals: target)
  }
  // snippet.end
}
