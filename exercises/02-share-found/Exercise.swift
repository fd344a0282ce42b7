// exercise: 02-share-found

enum Exercise: ShareFound {
  /// Of the run with updatesD=5: `gap` and `gapOfHalf`, as printed, and the share that D has found.
  static let five = Found(gap: 0, gapOfHalf: 0, share: 0)
  /// Of the run with updatesD=1.
  static let one = Found(gap: 0, gapOfHalf: 0, share: 0)
  /// One of `fiveFindMore`, `oneFindsMore` and `alike`.
  static let conclusion = Conclusion.undecided
}
