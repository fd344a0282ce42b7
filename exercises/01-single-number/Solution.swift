// exercise: 01-single-number

enum Solution: SingleNumber {
  /// `goodSamples` of the runs with latent=16, as printed, for the seeds 1, 2 and 3.
  static let sixteen = [0.9193, 0.9036, 0.8816]
  /// `goodSamples` of the runs with latent=1, for the seeds 1, 2 and 3.
  static let one = [0.8104, 0.8142, 0.8256]
  /// The shares with one number are `lower`, `higher` or `withinSpread`.
  static let shares = Comparison.lower
  /// The clusters reached with one number are `lower`, `higher` or `withinSpread`.
  static let clusters = Comparison.withinSpread
}
