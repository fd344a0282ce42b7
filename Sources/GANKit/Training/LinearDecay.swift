/// A learning rate that is constant at first and then falls linearly to zero, as for CycleGAN (Zhu et al. 2017,
/// appendix 7.1: 100 epochs at the same rate, then 100 epochs down to zero). Its authors' PyTorch code trains Pix2Pix
/// in the same way; the paper on Pix2Pix mentions no decay.
public struct LinearDecay: LearningRateSchedule {
  /// The rate at the beginning.
  public let initial: Float
  /// The step at which the rate begins to fall.
  public let start: Int
  /// The step from which the rate is zero.
  public let end: Int

  /// - Parameters:
  ///   - initial: the rate of the first steps.
  ///   - share: the share of the steps during which the rate falls, in 0...1; 0.5 is the second half, as for CycleGAN.
  ///   - total: the number of steps, 1 or more.
  public init(from initial: Float, overLast share: Double = 0.5, of total: Int) {
    require(
      (0...1).contains(share) && total >= 1,
      "LinearDecay: needs a share in 0...1 and at least one step, found \(share) of \(total) steps")
    self.initial = initial
    start = total - Int((Double(total) * share).rounded())
    end = total
  }

  /// The rate for a step, counted from 0; zero after the last one.
  public func rate(at step: Int) -> Float {
    if step < start { return initial }
    return step >= end ? 0 : initial * Float(end - step) / Float(end - start)
  }
}
