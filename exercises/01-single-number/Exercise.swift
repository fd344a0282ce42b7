// exercise: 01-single-number

enum Exercise: SingleNumber {
  /// `goodSamples` of the runs with latent=16, as printed, for the seeds 1, 2 and 3.
  static let sixteen = [0.0, 0.0, 0.0]
  /// `goodSamples` of the runs with latent=1, for the seeds 1, 2 and 3.
  static let one = [0.0, 0.0, 0.0]
  /// The shares with one number are `lower`, `higher` or `withinSpread`.
  static let shares = Comparison.undecided
  /// The clusters reached with one number are `lower`, `higher` or `withinSpread`.
  static let clusters = Comparison.undecided
}
