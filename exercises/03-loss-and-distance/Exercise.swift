// exercise: 03-loss-and-distance

enum Exercise: LossAndDistance {
  // Fill in what your runs measured.

  /// The quick run of 1,000 iterations: `lossD` of the step train, `frechetDistance` of the step judge.
  static let short = Reading(lossD: 0, frechetDistance: 0)
  /// The quick run of 2,800 iterations.
  static let long = Reading(lossD: 0, frechetDistance: 0)

  /// Which of the two has moved, by more than a factor of 2: `.both`, `.onlyTheLoss`, `.onlyTheDistance` or
  /// `.neither`.
  static let moved = Moved.undecided
}
