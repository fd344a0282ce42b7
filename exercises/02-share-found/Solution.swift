// exercise: 02-share-found

enum Solution: ShareFound {
  /// Of the run with updatesD=5: `gap` and `gapOfHalf`, as printed, and the share that D has found.
  static let five = Found(gap: 0.02478, gapOfHalf: 0.04498, share: 0.449)
  /// Of the run with updatesD=1.
  static let one = Found(gap: 0.04585, gapOfHalf: 0.05037, share: 0.09)
  /// One of `fiveFindMore`, `oneFindsMore` and `alike`.
  static let conclusion = Conclusion.fiveFindMore
}
