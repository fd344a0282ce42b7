// Answers that look right, for the test of the checks.

/// Takes SRResNet for the control: it has no adversary, either.
enum SRResNetForControl: StrongAdversary {
  static let controlPSNR: Float = 22.31
  static let controlDistance: Float = 0.941
  static let srganPSNR: Float = 20.83
  static let srganDistance: Float = 0.297
  static let conclusion = Conclusion.paysDistortionForPerception
}

/// Takes the two rows for each other.
enum RowsSwapped: StrongAdversary {
  static let controlPSNR: Float = 20.83
  static let controlDistance: Float = 0.297
  static let srganPSNR: Float = 21.92
  static let srganDistance: Float = 0.412
  static let conclusion = Conclusion.paysPerceptionForDistortion
}

/// Takes the results of the chapter's weight.
enum ChaptersWeight: StrongAdversary {
  static let controlPSNR: Float = 21.92
  static let controlDistance: Float = 0.412
  static let srganPSNR: Float = 21.63
  static let srganDistance: Float = 0.322
  static let conclusion = Conclusion.paysDistortionForPerception
}

/// Reads a larger distance as a better one.
enum LargerDistanceIsBetter: StrongAdversary {
  static let controlPSNR: Float = 21.92
  static let controlDistance: Float = 0.412
  static let srganPSNR: Float = 20.83
  static let srganDistance: Float = 0.297
  static let conclusion = Conclusion.worseOnBothAxes
}

/// Reads a lower PSNR as a better one, as if it were an error.
enum LowerPSNRIsBetter: StrongAdversary {
  static let controlPSNR: Float = 21.92
  static let controlDistance: Float = 0.412
  static let srganPSNR: Float = 20.83
  static let srganDistance: Float = 0.297
  static let conclusion = Conclusion.betterOnBothAxes
}
