// exercise: 08-stronger-adversary

enum Exercise: StrongAdversary {
  // Fill in what the step `srgan` prints of the run with adversarialWeight=0.05.

  static let controlPSNR: Float = 0
  static let controlDistance: Float = 0
  static let srganPSNR: Float = 0
  static let srganDistance: Float = 0

  /// SRGAN beside the control: betterOnBothAxes, paysDistortionForPerception, paysPerceptionForDistortion or
  /// worseOnBothAxes.
  static let conclusion = Conclusion.undecided
}
