// exercise: 09-blur

enum Solution: BlurAndRoom {
  /// The usual run, with 20 latent numbers.
  static let usual = Reading(bound: 147.4, activeLatents: 19, sharpness: 0.517)
  /// The run with latent=100.
  static let roomy = Reading(bound: 166.3, activeLatents: 62, sharpness: 0.464)

  /// What becomes of the 80 latent numbers that were added: `.isUsed` or `.isLeftEmpty`.
  static let room = Room.isUsed
  /// What becomes of the bound: `.rises`, `.falls` or `.isUnchanged`.
  static let bound = Change.rises
  /// What becomes of the sharpness: `.rises`, `.falls` or `.isUnchanged`.
  static let sharpness = Change.falls
}
