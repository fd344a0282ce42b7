import GANKit

// Observing the players, in inference mode: neither random numbers nor running means of the training change.

extension HealthLimits {
  /// A D that sees the input beside each image is right about nearly all patches of a training that goes well (98 % at
  /// quick budget on the facades): L1 still teaches G where D's decisions do not.
  static let forPairs = HealthLimits(accuracy: 0.999)
}

extension TrainingHealth {
  // snippet.observe
  /// Observes both players in inference mode: D's decisions on patches, the length of the gradient that reaches G from
  /// D, and how different translations are.
  ///
  /// - Parameter input, target: a few pairs.
  func observe(_ players: Players, step: Int, input: Tensor, target: Tensor) {
    func decide(_ input: Tensor, _ image: Tensor) -> Tensor {
      players.discriminator(concatenate([input, image], axis: -1), .inference)
    }
    let fakes = input.inPieces(of: 1) { players.generator($0, .inference) }
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
