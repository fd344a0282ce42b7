// exercise: 07-cycle-weight

enum Exercise: CycleWeights {
  // Fill in what the step `translate` prints for the direction from plain to striped.

  /// With cycleWeight=1.
  static let cycleErrorAt1: Float = 0
  static let ratioAt1: Float = 0
  /// With cycleWeight=100.
  static let cycleErrorAt100: Float = 0
  static let ratioAt100: Float = 0

  /// What the larger weight brings: returnsBetterAndIsMoreRight, returnsBetterButIsLessRight,
  /// returnsWorseButIsMoreRight or returnsWorseAndIsLessRight.
  static let conclusion = Conclusion.undecided
}
