// exercise: 03-loss-and-distance

enum Solution: LossAndDistance {
  /// The quick run of 1,000 iterations: `lossD` of the step train, `frechetDistance` of the step judge.
  static let short = Reading(lossD: 1.257, frechetDistance: 116.6)
  /// The quick run of 2,800 iterations.
  static let long = Reading(lossD: 1.212, frechetDistance: 20.97)

  /// Which of the two has moved, by more than a factor of 2: `.both`, `.onlyTheLoss`, `.onlyTheDistance` or
  /// `.neither`.
  static let moved = Moved.onlyTheDistance
}
