// exercise: 09-blur

enum Solution: BlurAndRoom {
  /// The usual run, with 20 latent numbers.
  static let usual = Reading(bound: 124.3, activeLatents: 18, sharpness: 0.706)
  /// The run with latent=100.
  static let roomy = Reading(bound: 125.6, activeLatents: 24, sharpness: 0.725)

  /// What becomes of the 80 latent numbers that were added: `.isUsed` or `.isLeftEmpty`.
  static let room = Room.isLeftEmpty
  /// What becomes of the bound: `.rises`, `.falls` or `.isUnchanged`.
  static let bound = Change.isUnchanged
  /// What becomes of the sharpness: `.rises`, `.falls` or `.isUnchanged`.
  static let sharpness = Change.isUnchanged
}
