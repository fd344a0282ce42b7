// Answers that look right, for the test of the checks.

/// Typed in percent, as the text of the chapter has them.
enum InPercent: SingleNumber {
  static let sixteen = [92.21, 90.92, 88.24]
  static let one = [87.13, 90.35, 84.02]
  static let shares = Comparison.withinSpread
  static let clusters = Comparison.withinSpread
}

/// The two kinds of runs confused.
enum Interchanged: SingleNumber {
  static let sixteen = Solution.one
  static let one = Solution.sixteen
  static let shares = Comparison.withinSpread
  static let clusters = Comparison.withinSpread
}

/// The table of chapter 1, which is made of runs at standard budget.
enum FromTheBook: SingleNumber {
  static let sixteen = [0.965, 0.968, 0.960]
  static let one = Solution.one
  static let shares = Comparison.lower
  static let clusters = Comparison.withinSpread
}

/// The means are compared, or the runs of each seed: that the groups overlap is not seen.
enum OnAverage: SingleNumber {
  static let sixteen = Solution.sixteen
  static let one = Solution.one
  static let shares = Comparison.lower
  static let clusters = Comparison.withinSpread
}

/// One of three runs has missed a cluster, and it is taken for all of them.
enum OneRun: SingleNumber {
  static let sixteen = Solution.sixteen
  static let one = Solution.one
  static let shares = Comparison.withinSpread
  static let clusters = Comparison.lower
}
