// exercise: 07-cycle-weight

enum Solution: CycleWeights {
  // Of runs with seed 1: another seed has numbers of its own, and perhaps another conclusion.

  /// With cycleWeight=1.
  static let cycleErrorAt1: Float = 0.079
  static let ratioAt1: Float = 0.68
  /// With cycleWeight=100.
  static let cycleErrorAt100: Float = 0.068
  static let ratioAt100: Float = 1.1

  /// What the larger weight brings: returnsBetterAndIsMoreRight, returnsBetterButIsLessRight,
  /// returnsWorseButIsMoreRight or returnsWorseAndIsLessRight.
  static let conclusion = Conclusion.returnsBetterButIsLessRight
}
