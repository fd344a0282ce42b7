// Answers that look right, for the test of the checks.

/// Takes SRResNet for the control: it has no adversary, either.
enum SRResNetForControl: StrongAdversary {
  static let controlPSNR: Float = 24.75
  static let controlDistance: Float = 0.752
  static let srganPSNR: Float = 23.17
  static let srganDistance: Float = 0.268
  static let conclusion = Conclusion.paysDistortionForPerception
}

/// Takes the two rows for each other.
enum RowsSwapped: StrongAdversary {
  static let controlPSNR: Float = 23.17
  static let controlDistance: Float = 0.268
  static let srganPSNR: Float = 24.39
  static let srganDistance: Float = 0.046
  static let conclusion = Conclusion.betterOnBothAxes
}

/// Takes the table of chapter 8, which is made with the chapter's weight and at standard budget.
enum FromTheBook: StrongAdversary {
  static let controlPSNR: Float = 23.01
  static let controlDistance: Float = 21.2
  static let srganPSNR: Float = 22.5
  static let srganDistance: Float = 10.8
  static let conclusion = Conclusion.paysDistortionForPerception
}

/// Reads a larger distance as a better one.
enum LargerDistanceIsBetter: StrongAdversary {
  static let controlPSNR: Float = 24.39
  static let controlDistance: Float = 0.046
  static let srganPSNR: Float = 23.17
  static let srganDistance: Float = 0.268
  static let conclusion = Conclusion.paysDistortionForPerception
}

/// Reads a lower PSNR as a better one, as if it were an error.
enum LowerPSNRIsBetter: StrongAdversary {
  static let controlPSNR: Float = 24.39
  static let controlDistance: Float = 0.046
  static let srganPSNR: Float = 23.17
  static let srganDistance: Float = 0.268
  static let conclusion = Conclusion.paysPerceptionForDistortion
}
