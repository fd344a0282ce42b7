/// x with each element zeroed with probability `rate`, in [0, 1), and the others scaled by 1 / (1 - rate), which keeps
/// the mean (Srivastava et al. 2014). The mask is a function of the random source's position: it is drawn again for the
/// gradient instead of being stored.
public func dropout(_ x: Tensor, rate: Float, using random: Random) -> Tensor {
  require(rate >= 0 && rate < 1, "dropout: the rate must lie in [0, 1), found \(rate)")
  if rate == 0 { return x }
  let numbers = random.take(x.count)
  let masked: @Sendable (Tensor) -> Tensor = { Kernels.dropout($0, rate: rate, numbers) }
  return x.applying(linear: masked, transpose: masked)
}

extension GradientCase {
  static var dropout: [GradientCase] {
    [
      GradientCase("dropout", [[8, 9]]) {
        GANKit.dropout($0[0], rate: 0.3, using: Random(seed: 3))
      }
    ]
  }
}
