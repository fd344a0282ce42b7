// exercise: 08-stronger-adversary

enum Solution: StrongAdversary {
  // An example: your own run has numbers of its own, and perhaps another conclusion.

  static let controlPSNR: Float = 21.92
  static let controlDistance: Float = 0.412
  static let srganPSNR: Float = 20.83
  static let srganDistance: Float = 0.297

  /// SRGAN beside the control: betterOnBothAxes, paysDistortionForPerception, paysPerceptionForDistortion or
  /// worseOnBothAxes.
  static let conclusion = Conclusion.paysDistortionForPerception
}
