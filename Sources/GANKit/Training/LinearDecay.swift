/// A learning rate that stays for a while and then falls linearly to zero, as in Pix2Pix's and CycleGAN's training
/// (Zhu et al. 2017, appendix 7.1: 100 epochs at the same rate, then 100 epochs down to zero).
///
/// It depends on the number of the step only, so that a resumed training goes on with the right rate.
public struct LinearDecay: Sendable {
  public let initial: Float
  /// The step from which on the rate falls.
  public let start: Int
  /// The step at which it would be zero.
  public let end: Int

  /// - Parameters:
  ///   - initial: the rate of the first steps.
  ///   - share: of the steps during which the rate falls, in 0...1: 0.5 is the papers' second half.
  ///   - total: the number of steps, 1 or more.
  public init(from initial: Float, overLast share: Double = 0.5, of total: Int) {
    require(
      (0...1).contains(share) && total >= 1,
      "LinearDecay: needs a share in 0...1 of one step or more, found \(share) of \(total)")
    self.initial = initial
    start = total - Int((Double(total) * share).rounded())
    end = total
  }

  /// The rate of step 0, 1, ...; zero after the last one.
  public func rate(at step: Int) -> Float {
    if step < start { return initial }
    return step >= end ? 0 : initial * Float(end - step) / Float(end - start)
  }
}
