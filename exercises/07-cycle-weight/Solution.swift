// exercise: 07-cycle-weight

enum Solution: CycleWeights {
  // An example: your own runs have numbers of their own, and perhaps another conclusion.

  /// With cycleWeight=1.
  static let cycleErrorAt1: Float = 0.142
  static let ratioAt1: Float = 0.86
  /// With cycleWeight=100.
  static let cycleErrorAt100: Float = 0.041
  static let ratioAt100: Float = 0.97

  /// What the larger weight brings: returnsBetterAndIsMoreRight, returnsBetterButIsLessRight,
  /// returnsWorseButIsMoreRight or returnsWorseAndIsLessRight.
  static let conclusion = Conclusion.returnsBetterButIsLessRight
}
