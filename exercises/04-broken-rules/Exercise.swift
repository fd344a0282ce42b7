// exercise: 04-broken-rules

enum Exercise: BrokenRules {
  // Fill in what your runs measured in the step what-breaks: frechet1, frechet8 and frechet9.

  /// The run with seed 4.
  static let seed4 = Distances(allRules: 0, withoutTanh: 0, reluInD: 0)
  /// The run with seed 5.
  static let seed5 = Distances(allRules: 0, withoutTanh: 0, reluInD: 0)

  // Your verdicts: `.harms`, `.helps` or `.notShown`.

  /// What becomes of the distance without tanh at the end of G.
  static let withoutTanh = Effect.undecided
  /// What becomes of it with ReLU instead of LeakyReLU in D.
  static let reluInD = Effect.undecided
}
