/// Mean and biased variance of each channel over a batch, both `[C]`.
public struct BatchStatistics: Sendable {
  public let mean: Tensor
  public let variance: Tensor

  /// The statistics of the last axis of x, over all others.
  public init(of x: Tensor) {
    (mean, variance) = Kernels.moments(x, columns: x.shape[x.rank - 1])
  }
}

/// f(gamma * (x - mean) / sqrt(variance + epsilon) + beta) with the statistics of the batch itself, channel by channel
/// along the last axis (Ioffe and Szegedy 2015, algorithm 1).
///
/// The gradient takes into account that mean and variance depend on x. Normalization, scale and activation are one
/// pass over the data after the one that takes the statistics.
///
/// - Parameters:
///   - x: `[N, ..., C]`.
///   - gamma: `[C]`.
///   - beta: `[C]`.
public func batchNormalized(
  _ x: Tensor, gamma: Tensor, beta: Tensor, statistics: BatchStatistics, epsilon: Float,
  activation f: Activation = .identity
) -> Tensor {
  checkChannels(x, gamma, beta)
  let input = x.detached
  let rows = Double(x.count / gamma.count)
  let mean = statistics.mean
  let inverse = 1 / sqrt(statistics.variance + epsilon)
  let scale = gamma.detached * inverse
  let shift = beta.detached - mean * scale
  return Kernels.affineActivation(f, input, scale: scale, shift: shift)
    .derivative(wrt: [x, gamma, beta]) { dy, wanted in
      let sums = Kernels.affineActivationSums(f, input, dy: dy, scale: scale, shift: shift, mean: mean)
      let dBeta = Tensor(sums.g.map { Float($0) })
      let dGamma = Tensor(zip(sums.gx, inverse.scalars).map { Float($0 * Double($1)) })
      guard wanted[0] else { return [nil, dGamma, dBeta] }
      // dx = scale * (g - mean of g - x^ * mean of g x^), with x^ = (x - mean) * inverse, as g * a + x * b + d
      let correction = dGamma * inverse * scale * Float(-1 / rows)
      let offset = -(scale * dBeta) * Float(1 / rows) - correction * mean
      let dx = Kernels.affineActivationGradient(
        f, input, dy: dy, scale: scale, shift: shift, a: scale, b: correction, d: offset)
      return [dx, dGamma, dBeta]
    }
}

/// f(gamma * (x - mean) / sqrt(variance + epsilon) + beta) with given statistics, which are constants to the gradient.
public func normalized(
  _ x: Tensor, gamma: Tensor, beta: Tensor, mean: Tensor, variance: Tensor, epsilon: Float,
  activation f: Activation = .identity
) -> Tensor {
  checkChannels(x, gamma, beta)
  let input = x.detached
  let inverse = 1 / sqrt(variance.detached + epsilon)
  let scale = gamma.detached * inverse
  let shift = beta.detached - mean.detached * scale
  let centre = mean.detached
  return Kernels.affineActivation(f, input, scale: scale, shift: shift)
    .derivative(wrt: [x, gamma, beta]) { dy, wanted in
      let sums = Kernels.affineActivationSums(f, input, dy: dy, scale: scale, shift: shift, mean: centre)
      let dBeta = Tensor(sums.g.map { Float($0) })
      let dGamma = Tensor(zip(sums.gx, inverse.scalars).map { Float($0 * Double($1)) })
      guard wanted[0] else { return [nil, dGamma, dBeta] }
      let zero = Tensor.zeros(scale.shape)
      let dx = Kernels.affineActivationGradient(
        f, input, dy: dy, scale: scale, shift: shift, a: scale, b: zero, d: zero)
      return [dx, dGamma, dBeta]
    }
}

private func checkChannels(_ x: Tensor, _ gamma: Tensor, _ beta: Tensor) {
  precondition(
    x.rank >= 2 && gamma.shape == [x.shape[x.rank - 1]] && beta.shape == gamma.shape,
    "normalization: needs [N, ..., \(gamma.count)] for scale \(gamma.shape) and shift \(beta.shape), found \(x.shape)"
  )
}

extension GradientCase {
  static var normalization: [GradientCase] {
    func batch(_ name: String, _ x: Shape, _ f: Activation) -> GradientCase {
      let channels: Shape = [x[x.rank - 1]]
      return GradientCase("batch norm, \(name)", [x, channels, channels], in: 0.2...1.5) {
        batchNormalized(
          $0[0], gamma: $0[1], beta: $0[2] - 0.8, statistics: BatchStatistics(of: $0[0].detached),
          epsilon: 1e-3,
          activation: f)
      }
    }
    return [
      batch("dense", [6, 3], .identity),
      batch("images", [2, 3, 2, 3], .identity),
      batch("more channels than a strip", [4, 37], .leakyReLU(0.3)),
      batch("relu", [5, 4], .relu),
      batch("tanh", [5, 4], .tanh),
      GradientCase("norm with given statistics", [[4, 3], [3], [3]], in: 0.2...1.5) {
        normalized(
          $0[0], gamma: $0[1], beta: $0[2], mean: Tensor([0.1, 0.5, -0.2]), variance: Tensor([0.5, 2, 1]),
          epsilon: 1e-3, activation: .leakyReLU(0.2))
      },
    ]
  }
}
