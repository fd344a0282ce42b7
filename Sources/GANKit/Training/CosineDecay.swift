import Foundation

/// A learning rate that falls along half a cosine wave: slowly, then quickly, then slowly again (Loshchilov and Hutter
/// 2017, equation 5, without restarts).
///
///     final + (initial - final) (1 + cos(pi step / total)) / 2
public struct CosineDecay: LearningRateSchedule {
  /// The rate at step 0.
  public let initial: Float
  /// The rate from step `total` on.
  public let final: Float
  /// The number of steps, 1 or more.
  public let total: Int

  public init(from initial: Float, to final: Float = 0, of total: Int) {
    require(total >= 1, "CosineDecay: needs at least one step, found \(total)")
    self.initial = initial
    self.final = final
    self.total = total
  }

  public func rate(at step: Int) -> Float {
    if step >= total { return final }
    let share = (1 + cos(.pi * Double(step) / Double(total))) / 2
    return Float(Double(final) + (Double(initial) - Double(final)) * share)
  }
}
