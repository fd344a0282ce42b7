/// A learning rate as a function of the number of the step, so that a resumed run continues at the right rate:
///
///     optimizer.learningRate = schedule.rate(at: step)
public protocol LearningRateSchedule: Sendable {
  /// The rate of step 0, 1, ...
  func rate(at step: Int) -> Float
}
