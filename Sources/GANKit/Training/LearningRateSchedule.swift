/// A learning rate as a function of the step's number, so that a resumed run continues at the right rate:
///
///     optimizer.learningRate = schedule.rate(at: step)
public protocol LearningRateSchedule: Sendable {
  /// The rate for a step, counted from 0.
  func rate(at step: Int) -> Float
}
