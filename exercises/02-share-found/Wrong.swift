// Answers that look right, for the test of the checks.

/// The numbers of the book's run, which was made at standard budget.
enum FromTheBook: ShareFound {
  static let five = Found(gap: 0.02263, gapOfHalf: 0.03197, share: 0.292)
  static let one = Solution.one
  static let conclusion = Conclusion.fiveFindMore
}

/// The two columns interchanged: "the gap of half" was read as a half of the gap.
enum Interchanged: ShareFound {
  static let five = Found(gap: 0.04498, gapOfHalf: 0.02478, share: -0.815)
  static let one = Found(gap: 0.05037, gapOfHalf: 0.04585, share: -0.099)
  static let conclusion = Conclusion.oneFindsMore
}

/// The share that is left, and not the one that was found.
enum ShareLeft: ShareFound {
  static let five = Found(gap: 0.02478, gapOfHalf: 0.04498, share: 0.551)
  static let one = Found(gap: 0.04585, gapOfHalf: 0.05037, share: 0.91)
  static let conclusion = Conclusion.oneFindsMore
}

/// "The two gaps differ by less than 0.05": the gaps are compared, and not the shares.
enum GapsCompared: ShareFound {
  static let five = Solution.five
  static let one = Solution.one
  static let conclusion = Conclusion.alike
}
