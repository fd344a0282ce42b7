// Answers that look right, for the test of the checks.

/// Compares with a single colour, which is the easier baseline.
enum SingleColour: DrawnFacadesReport {
  static let meanPictureDistance: Float = 0.3457
  static let distance: Float = 0.1384
  static let accuracy: Float = 0.7926
  static let majorityShare: Float = 0.4473
  static let conclusion = Conclusion.bothSeeIt
}

/// Takes the L1 of the step on training, which is that of training pairs.
enum TrainingPairs: DrawnFacadesReport {
  static let meanPictureDistance: Float = 0.3012
  static let distance: Float = 0.1107
  static let accuracy: Float = 0.7926
  static let majorityShare: Float = 0.4473
  static let conclusion = Conclusion.bothSeeIt
}

/// Takes what the judge reads in real pictures for what it reads in translations.
enum RealPictures: DrawnFacadesReport {
  static let meanPictureDistance: Float = 0.3012
  static let distance: Float = 0.1384
  static let accuracy: Float = 0.8341
  static let majorityShare: Float = 0.4473
  static let conclusion = Conclusion.bothSeeIt
}

/// "L1 says little about whether a translation is good", as the chapter says of photos.
enum AsOnPhotos: DrawnFacadesReport {
  static let meanPictureDistance: Float = 0.3012
  static let distance: Float = 0.1384
  static let accuracy: Float = 0.7926
  static let majorityShare: Float = 0.4473
  static let conclusion = Conclusion.onlyTheJudgeSeesIt
}

/// "A good value is a small one", of an accuracy, too.
enum SmallIsGood: DrawnFacadesReport {
  static let meanPictureDistance: Float = 0.3012
  static let distance: Float = 0.1384
  static let accuracy: Float = 0.7926
  static let majorityShare: Float = 0.4473
  static let conclusion = Conclusion.onlyL1SeesIt
}
