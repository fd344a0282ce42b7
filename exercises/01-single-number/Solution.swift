// exercise: 01-single-number

enum Solution: SingleNumber {
  /// `goodSamples` of the runs with latent=16, as printed, for the seeds 1, 2 and 3.
  static let sixteen = [0.9221, 0.9092, 0.8824]
  /// `goodSamples` of the runs with latent=1, for the seeds 1, 2 and 3.
  static let one = [0.8713, 0.9035, 0.8402]
  /// The shares with one number are `lower`, `higher` or `withinSpread`.
  static let shares = Comparison.withinSpread
  /// The clusters reached with one number are `lower`, `higher` or `withinSpread`.
  static let clusters = Comparison.withinSpread
}
