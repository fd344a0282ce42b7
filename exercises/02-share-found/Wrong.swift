// Answers that look right, for the test of the checks.

/// The numbers of the book's run, which was made at standard budget.
enum FromTheBook: ShareFound {
  static let five = Found(gap: 0.02263, gapOfHalf: 0.03197, share: 0.292)
  static let one = Solution.one
  static let conclusion = Conclusion.oneFindsMore
}

/// The two columns interchanged: "the gap of half" was read as a half of the gap.
enum Interchanged: ShareFound {
  static let five = Found(gap: 0.04498, gapOfHalf: 0.02478, share: -0.815)
  static let one = Found(gap: 0.1263, gapOfHalf: 0.05712, share: -1.211)
  static let conclusion = Conclusion.fiveFindMore
}

/// The share that is left, and not the one that was found.
enum ShareLeft: ShareFound {
  static let five = Found(gap: 0.02478, gapOfHalf: 0.04498, share: 0.551)
  static let one = Found(gap: 0.05712, gapOfHalf: 0.1263, share: 0.452)
  static let conclusion = Conclusion.fiveFindMore
}

/// "The smaller gap belongs to the better critic": it is not asked how much there was to find.
enum SmallerGap: ShareFound {
  static let five = Solution.five
  static let one = Solution.one
  static let conclusion = Conclusion.fiveFindMore
}
