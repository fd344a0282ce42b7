// Answers that look right, for the test of the checks.

/// The numbers of the two runs in each other's place.
enum RunsSwapped: ToldOnlyD {
  static let accuracyTold: Float = 0.097
  static let accuracyUntold: Float = 0.8375
  static let lossTold: Float = 0.582
  static let lossUntold: Float = 1.388
  static let conclusion = Conclusion.gObeys
}

/// The accuracies in percent, as the table shows them for each digit.
enum InPercent: ToldOnlyD {
  static let accuracyTold: Float = 83.75
  static let accuracyUntold: Float = 9.7
  static let lossTold: Float = 1.388
  static let lossUntold: Float = 0.582
  static let conclusion = Conclusion.lossFalls
}

/// "The losses say nothing", as the chapter found of other players.
enum LossesSayNothing: ToldOnlyD {
  static let accuracyTold: Float = 0.8375
  static let accuracyUntold: Float = 0.097
  static let lossTold: Float = 1.388
  static let lossUntold: Float = 0.582
  static let conclusion = Conclusion.lossIsUnchanged
}

/// D rejects wrong pairs, and so G must have learned to obey.
enum ObeysTheJudge: ToldOnlyD {
  static let accuracyTold: Float = 0.8375
  static let accuracyUntold: Float = 0.097
  static let lossTold: Float = 1.388
  static let lossUntold: Float = 0.582
  static let conclusion = Conclusion.gObeys
}
