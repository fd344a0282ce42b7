// exercise: 08-stronger-adversary

enum Solution: StrongAdversary {
  // Of a run with seed 1: another seed has numbers of its own, and perhaps another conclusion.

  static let controlPSNR: Float = 24.39
  static let controlDistance: Float = 0.046
  static let srganPSNR: Float = 23.17
  static let srganDistance: Float = 0.268

  /// SRGAN beside the control: betterOnBothAxes, paysDistortionForPerception, paysPerceptionForDistortion or
  /// worseOnBothAxes.
  static let conclusion = Conclusion.worseOnBothAxes
}
