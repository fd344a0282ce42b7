// Answers that look right, for the test of the checks.

/// The distance has fallen, so the loss must have moved as well: better pictures, another loss.
enum BothMoved: LossAndDistance {
  static let short = Reading(lossD: 1.257, frechetDistance: 116.6)
  static let long = Reading(lossD: 1.212, frechetDistance: 20.97)
  static let moved = Moved.both
}

/// The loss that stands beside D's.
enum OtherPlayer: LossAndDistance {
  static let short = Reading(lossD: 0.8329, frechetDistance: 116.6)
  static let long = Reading(lossD: 0.9273, frechetDistance: 20.97)
  static let moved = Moved.onlyTheDistance
}

/// The distance of G itself, and not of the moving average, which draws the samples.
enum GItself: LossAndDistance {
  static let short = Reading(lossD: 1.257, frechetDistance: 88.33)
  static let long = Reading(lossD: 1.212, frechetDistance: 22.15)
  static let moved = Moved.onlyTheDistance
}

/// The numbers that the chapter prints, of a run at the standard budget.
enum BookNumbers: LossAndDistance {
  static let short = Reading(lossD: 1.257, frechetDistance: 116.6)
  static let long = Reading(lossD: 1.3, frechetDistance: 3.8)
  static let moved = Moved.onlyTheDistance
}
