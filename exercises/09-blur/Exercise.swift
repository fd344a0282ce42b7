// exercise: 09-blur

enum Exercise: BlurAndRoom {
  // Fill in what your runs measured in the step autoencoder: testBound, activeLatents and sharpness.

  /// The usual run, with 20 latent numbers.
  static let usual = Reading(bound: 0, activeLatents: 0, sharpness: 0)
  /// The run with latent=100.
  static let roomy = Reading(bound: 0, activeLatents: 0, sharpness: 0)

  // Your conclusions.

  /// What becomes of the 80 latent numbers that were added: `.isUsed` or `.isLeftEmpty`.
  static let room = Room.undecided
  /// What becomes of the bound: `.rises`, `.falls` or `.isUnchanged`.
  static let bound = Change.undecided
  /// What becomes of the sharpness: `.rises`, `.falls` or `.isUnchanged`.
  static let sharpness = Change.undecided
}
