// exercise: 06-drawn-facades

enum Exercise: DrawnFacadesReport {
  // Type the numbers of your run.

  /// The mean absolute error on test targets of the mean of all training targets, pixel by pixel.
  static let meanPictureDistance: Float = 0
  /// The mean absolute error of the translations of the test inputs.
  static let distance: Float = 0
  /// The share of the translations' pixels that the judge reads as the map says.
  static let accuracy: Float = 0
  /// The share of the pixels that have the most frequent label.
  static let majorityShare: Float = 0

  // Choose one: bothSeeIt, onlyTheJudgeSeesIt, onlyL1SeesIt or neitherSeesIt.

  /// Which measure sees that something was learned.
  static let conclusion = Conclusion.undecided
}
