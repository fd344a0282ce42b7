// Answers that look right, for the test of the checks.

/// Typed in percent, as the text of the chapter has them.
enum InPercent: SingleNumber {
  static let sixteen = [91.93, 90.36, 88.16]
  static let one = [81.04, 81.42, 82.56]
  static let shares = Comparison.lower
  static let clusters = Comparison.withinSpread
}

/// The two kinds of runs confused.
enum Interchanged: SingleNumber {
  static let sixteen = Solution.one
  static let one = Solution.sixteen
  static let shares = Comparison.higher
  static let clusters = Comparison.withinSpread
}

/// The table of chapter 1, which is made of runs at standard budget.
enum FromTheBook: SingleNumber {
  static let sixteen = [0.965, 0.968, 0.960]
  static let one = Solution.one
  static let shares = Comparison.lower
  static let clusters = Comparison.withinSpread
}

/// "Runs of one kind differ as well, so no difference counts": how large the differences are is not asked.
enum SeedsDiffer: SingleNumber {
  static let sixteen = Solution.sixteen
  static let one = Solution.one
  static let shares = Comparison.withinSpread
  static let clusters = Comparison.withinSpread
}

/// Fewer fakes lie near a centre, and so fewer clusters must be reached: `modesCovered` was not looked at.
enum ClustersLikeShares: SingleNumber {
  static let sixteen = Solution.sixteen
  static let one = Solution.one
  static let shares = Comparison.lower
  static let clusters = Comparison.lower
}
