import GANKit

// Observing the players, in inference mode: neither random numbers nor running means of the training change.

extension TrainingHealth {
  // snippet.observe
  /// Observes all four networks in inference mode: both discriminators' decisions on patches, the length of the
  /// gradient that reaches the generators from them, and how different translations are.
  ///
  /// - Parameter a, b: a few images of each collection.
  func observe(_ players: Players, step: Int, a: Tensor, b: Tensor) {
    func applied(_ network: Sequential, to images: Tensor) -> Tensor {
      images.inPieces(of: 1) { network($0, .inference) }
    }
    func decide(_ a: Tensor, _ b: Tensor) -> Tensor {
      concatenate([
        applied(players.discriminatorA, to: a).flattened(),
        applied(players.discriminatorB, to: b).flattened(),
      ])
    }
    let (fakeA, fakeB) = (applied(players.f, to: b), applied(players.g, to: a))
    let (_, gradients) = gradients(of: [players.g, players.f]) {
      let (fakeA, fakeB) = (players.f(b.rows(0..<1), .inference), players.g(a.rows(0..<1), .inference))
      return players.adversarialLoss(players.discriminatorB(fakeB, .inference), target: 1)
        + players.adversarialLoss(players.discriminatorA(fakeA, .inference), target: 1)
    }
    observe(
      step: step, onReal: decide(a, b), onFake: decide(fakeA, fakeB),
      threshold: players.adversarialLoss.threshold, gradientNorm: gradients.norm,
      fakes: concatenate([fakeA, fakeB]), reals: concatenate([a, b]))
  }
  // snippet.end
}
