// exercise: 04-broken-rules

enum Solution: BrokenRules {
  // The numbers of the runs with which the checks are tested. Those of your runs differ.

  /// The run with seed 4.
  static let seed4 = Distances(allRules: 171.2, withoutTanh: 262.4, reluInD: 180.1)
  /// The run with seed 5.
  static let seed5 = Distances(allRules: 150.6, withoutTanh: 301.3, reluInD: 158.9)

  // Your verdicts: `.harms`, `.helps` or `.notShown`.

  /// What becomes of the distance without tanh at the end of G.
  static let withoutTanh = Effect.harms
  /// What becomes of it with ReLU instead of LeakyReLU in D.
  static let reluInD = Effect.notShown
}
