/// A learning rate that rises in even steps to the first rate of another schedule, which then begins (Goyal et al.
/// 2017, section 2.2): at first, when the network changes rapidly, steps are short.
///
///     step < steps:   next.rate(at: 0) * (step + 1) / steps
///     later:          next.rate(at: step - steps)
///
/// ```swift
/// let schedule = WarmUp(over: 500, to: CosineDecay(from: 2e-4, of: count - 500))
/// ```
public struct WarmUp<Next: LearningRateSchedule>: LearningRateSchedule {
  /// The number of steps, 0 or more, during which the rate rises; the last of them has the full rate.
  public let steps: Int
  /// What follows.
  public let next: Next

  public init(over steps: Int, to next: Next) {
    require(steps >= 0, "WarmUp: needs 0 or more steps, found \(steps)")
    self.steps = steps
    self.next = next
  }

  public func rate(at step: Int) -> Float {
    if step >= steps { return next.rate(at: step - steps) }
    return next.rate(at: 0) * Float(step + 1) / Float(steps)
  }
}

extension WarmUp where Next == ConstantRate {
  /// Rises to a rate and then stays there.
  public init(over steps: Int, to rate: Float) { self.init(over: steps, to: ConstantRate(rate)) }
}

/// A learning rate that stays the same.
public struct ConstantRate: LearningRateSchedule {
  public let rate: Float
  public init(_ rate: Float) { self.rate = rate }
  public func rate(at step: Int) -> Float { rate }
}
