// Answers that look right, for the test of the checks.

/// Takes each run for the other one.
enum RunsSwapped: CycleWeights {
  static let cycleErrorAt1: Float = 0.041
  static let ratioAt1: Float = 0.97
  static let cycleErrorAt100: Float = 0.142
  static let ratioAt100: Float = 0.86
  static let conclusion = Conclusion.returnsWorseButIsMoreRight
}

/// Reads the row of the table that begins with the striped animals.
enum OtherDirection: CycleWeights {
  static let cycleErrorAt1: Float = 0.183
  static let ratioAt1: Float = 0.47
  static let cycleErrorAt100: Float = 0.048
  static let ratioAt100: Float = 0.62
  static let conclusion = Conclusion.returnsBetterButIsLessRight
}

/// Takes the mean error for the ratio.
enum ErrorForRatio: CycleWeights {
  static let cycleErrorAt1: Float = 0.142
  static let ratioAt1: Float = 0.22
  static let cycleErrorAt100: Float = 0.041
  static let ratioAt100: Float = 0.25
  static let conclusion = Conclusion.returnsBetterButIsLessRight
}

/// Believes that what comes back must have been translated well.
enum SmallCycleErrorIsProof: CycleWeights {
  static let cycleErrorAt1: Float = 0.142
  static let ratioAt1: Float = 0.86
  static let cycleErrorAt100: Float = 0.041
  static let ratioAt100: Float = 0.97
  static let conclusion = Conclusion.returnsBetterAndIsMoreRight
}

/// Takes the larger cycle error for the better one.
enum LargerIsBetter: CycleWeights {
  static let cycleErrorAt1: Float = 0.142
  static let ratioAt1: Float = 0.86
  static let cycleErrorAt100: Float = 0.041
  static let ratioAt100: Float = 0.97
  static let conclusion = Conclusion.returnsWorseButIsMoreRight
}
