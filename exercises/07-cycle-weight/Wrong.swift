// Answers that look right, for the test of the checks.

/// Takes each run for the other one.
enum RunsSwapped: CycleWeights {
  static let cycleErrorAt1: Float = 0.068
  static let ratioAt1: Float = 1.1
  static let cycleErrorAt100: Float = 0.079
  static let ratioAt100: Float = 0.68
  static let conclusion = Conclusion.returnsWorseButIsMoreRight
}

/// Reads the row of the table that begins with the striped animals.
enum OtherDirection: CycleWeights {
  static let cycleErrorAt1: Float = 0.116
  static let ratioAt1: Float = 0.38
  static let cycleErrorAt100: Float = 0.083
  static let ratioAt100: Float = 0.56
  static let conclusion = Conclusion.returnsBetterButIsLessRight
}

/// Takes the mean error for the ratio.
enum ErrorForRatio: CycleWeights {
  static let cycleErrorAt1: Float = 0.079
  static let ratioAt1: Float = 0.175
  static let cycleErrorAt100: Float = 0.068
  static let ratioAt100: Float = 0.283
  static let conclusion = Conclusion.returnsBetterButIsLessRight
}

/// Believes that what comes back must have been translated well.
enum SmallCycleErrorIsProof: CycleWeights {
  static let cycleErrorAt1: Float = 0.079
  static let ratioAt1: Float = 0.68
  static let cycleErrorAt100: Float = 0.068
  static let ratioAt100: Float = 1.1
  static let conclusion = Conclusion.returnsBetterAndIsMoreRight
}

/// Takes the larger cycle error for the better one.
enum LargerIsBetter: CycleWeights {
  static let cycleErrorAt1: Float = 0.079
  static let ratioAt1: Float = 0.68
  static let cycleErrorAt100: Float = 0.068
  static let ratioAt100: Float = 1.1
  static let conclusion = Conclusion.returnsWorseButIsMoreRight
}
