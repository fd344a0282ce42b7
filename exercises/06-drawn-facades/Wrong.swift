// Answers that look right, for the test of the checks.

/// Compares with a single colour, which is the easier baseline.
enum SingleColour: DrawnFacadesReport {
  static let meanPictureDistance: Float = 0.4079
  static let distance: Float = 0.1975
  static let accuracy: Float = 0.7913
  static let majorityShare: Float = 0.3022
  static let conclusion = Conclusion.bothSeeIt
}

/// Takes the L1 of the step on training, which is that of training pairs.
enum TrainingPairs: DrawnFacadesReport {
  static let meanPictureDistance: Float = 0.3249
  static let distance: Float = 0.1995
  static let accuracy: Float = 0.7913
  static let majorityShare: Float = 0.3022
  static let conclusion = Conclusion.bothSeeIt
}

/// Takes the share that the map of another building reaches: "chance" is read as a wrong map.
enum AnotherMap: DrawnFacadesReport {
  static let meanPictureDistance: Float = 0.3249
  static let distance: Float = 0.1975
  static let accuracy: Float = 0.7913
  static let majorityShare: Float = 0.4213
  static let conclusion = Conclusion.bothSeeIt
}

/// "L1 says little about whether a translation is good", as the chapter says of photos.
enum AsOnPhotos: DrawnFacadesReport {
  static let meanPictureDistance: Float = 0.3249
  static let distance: Float = 0.1975
  static let accuracy: Float = 0.7913
  static let majorityShare: Float = 0.3022
  static let conclusion = Conclusion.onlyTheJudgeSeesIt
}

/// "A good value is a small one", of an accuracy, too.
enum SmallIsGood: DrawnFacadesReport {
  static let meanPictureDistance: Float = 0.3249
  static let distance: Float = 0.1975
  static let accuracy: Float = 0.7913
  static let majorityShare: Float = 0.3022
  static let conclusion = Conclusion.onlyL1SeesIt
}
