/// Mean and biased variance of each channel, over a batch or over each image.
public struct ChannelStatistics: Sendable {
  /// `[groups, C]`
  public let mean: Tensor
  /// `[groups, C]`
  public let variance: Tensor
  /// 1 for a batch taken together, N if each image is taken by itself.
  public let groups: Int

  /// The statistics of the last axis of x over all others: `[1, C]`.
  public init(ofBatch x: Tensor) { self.init(x, groups: 1) }

  /// The statistics of the last axis of x over all others but the first: `[N, C]`.
  public init(ofEachImage x: Tensor) { self.init(x, groups: x.shape[0]) }

  private init(_ x: Tensor, groups: Int) {
    require(
      x.rank >= 2 && x.count > 0, "normalization: needs a batch [N, ..., C] with elements, found \(x.shape)")
    self.groups = groups
    let span = Profile.begin()
    defer { span?.end(.normalization) }
    (mean, variance) = Kernels.moments(x.detached, groups: groups, columns: x.shape[x.rank - 1])
  }
}

/// f(gamma * (x - mean) / sqrt(variance + epsilon) + beta) with x's own statistics, channel by channel along the last
/// axis: batch normalization (Ioffe and Szegedy 2015, algorithm 1) or instance normalization (Ulyanov, Vedaldi and
/// Lempitsky 2016), depending on what the statistics were taken over.
///
/// The gradient takes into account that mean and variance depend on x. Normalization, scale and activation are a single
/// pass over the data, after the pass that takes the statistics; so is the gradient.
///
/// - Parameters:
///   - x: `[N, ..., C]`.
///   - gamma: `[C]`, or nil for 1.
///   - beta: `[C]`, or nil for 0.
///   - statistics: those of x itself.
///   - epsilon: added to the variance before its root is taken.
///   - f: the activation that is applied to the result, in the same pass.
public func normalized(
  _ x: Tensor, gamma: Tensor? = nil, beta: Tensor? = nil, statistics: ChannelStatistics, epsilon: Float,
  activation f: Activation = .identity
) -> Tensor {
  let span = Profile.begin()
  defer { span?.end(.normalization) }
  let input = x.detached
  let (groups, mean) = (statistics.groups, statistics.mean)
  checkChannels(x, gamma, beta)
  let channels = x.shape[x.rank - 1]
  require(
    mean.shape == [groups, channels] && (groups == 1 || groups == x.shape[0]),
    "normalization: needs statistics [1, \(channels)] or [\(x.shape[0]), \(channels)] for \(x.shape), "
      + "found \(mean.shape)")
  let rows = Float(x.count / mean.count)
  let inverse = 1 / sqrt(statistics.variance + epsilon)
  let scale = gamma.map { $0.detached * inverse } ?? inverse
  let centred = mean * scale
  let shift = beta.map { $0.detached - centred } ?? -centred
  return Kernels.affineActivation(f, input, groups: groups, scale: scale, shift: shift)
    .derivative(
      wrt: [x, gamma, beta],
      composition: { operands in
        let x = operands[0]!.reshaped(to: [groups, operands[0]!.count / (groups * channels), channels])
        let centred = x - x.mean(axes: [1], keepingDimensions: true)
        let variance = square(centred).mean(axes: [1], keepingDimensions: true)
        return (centred / sqrt(variance + epsilon)).scaled(by: operands[1], shiftedBy: operands[2])
          .activated(by: f).reshaped(to: operands[0]!.shape)
      }
    ) { dy, wanted in
      let span = Profile.begin()
      defer { span?.end(.normalization) }
      let sums = Kernels.affineActivationSums(
        f, input, dy: dy, groups: groups, scale: scale, shift: shift, mean: mean)
      let scaled = sums.gx * inverse
      let dGamma = wanted[1] ? scaled.sum(axes: [0]) : nil
      let dBeta = wanted[2] ? sums.g.sum(axes: [0]) : nil
      guard wanted[0] else { return [nil, dGamma, dBeta] }
      // dx = scale * (g - mean of g - x^ * mean of g x^), with x^ = (x - mean) * inverse, as g * a + x * b + d
      let correction = scaled * inverse * scale * (-1 / rows)
      let offset = scale * sums.g * (-1 / rows) - correction * mean
      let dx = Kernels.affineActivationGradient(
        f, input, dy: dy, groups: groups, scale: scale, shift: shift, a: scale, b: correction, d: offset)
      return [dx, dGamma, dBeta]
    }
}

/// f(gamma * (x - mean) / sqrt(variance + epsilon) + beta) with given statistics, which the gradient takes as
/// constants.
///
/// - Parameters:
///   - x: `[N, ..., C]`.
///   - gamma: the scale, `[C]`.
///   - beta: the shift, `[C]`.
///   - mean: `[C]`.
///   - variance: `[C]`.
///   - epsilon: added to the variance before its root is taken.
///   - f: the activation that is applied to the result, in the same pass.
public func normalized(
  _ x: Tensor, gamma: Tensor, beta: Tensor, mean: Tensor, variance: Tensor, epsilon: Float,
  activation f: Activation = .identity
) -> Tensor {
  checkChannels(x, gamma, beta)
  for vector in [mean, variance] {
    require(
      vector.shape == gamma.shape,
      "normalization: needs a mean and a variance of shape \(gamma.shape) for \(x.shape), found \(vector.shape)"
    )
  }
  let span = Profile.begin()
  defer { span?.end(.normalization) }
  let input = x.detached
  let inverse = 1 / sqrt(variance.detached + epsilon)
  let scale = gamma.detached * inverse
  let shift = beta.detached - mean.detached * scale
  let centre = mean.detached
  return Kernels.affineActivation(f, input, scale: scale, shift: shift)
    .derivative(
      wrt: [x, gamma, beta],
      composition: { operands in
        ((operands[0]! - centre) * inverse).scaled(by: operands[1], shiftedBy: operands[2]).activated(by: f)
      }
    ) { dy, wanted in
      let span = Profile.begin()
      defer { span?.end(.normalization) }
      let sums = Kernels.affineActivationSums(f, input, dy: dy, scale: scale, shift: shift, mean: centre)
      let (dBeta, dGamma) = (sums.g, sums.gx * inverse)
      guard wanted[0] else { return [nil, dGamma, dBeta] }
      let zero = Tensor.zeros(scale.shape)
      let dx = Kernels.affineActivationGradient(
        f, input, dy: dy, scale: scale, shift: shift, a: scale, b: zero, d: zero)
      return [dx, dGamma, dBeta]
    }
}

extension Tensor {
  func scaled(by gamma: Tensor?, shiftedBy beta: Tensor?) -> Tensor {
    let scaled = gamma.map { self * $0 } ?? self
    return beta.map { scaled + $0 } ?? scaled
  }
}

func checkChannels(_ x: Tensor, _ gamma: Tensor?, _ beta: Tensor?) {
  require(x.rank >= 2, "normalization: needs [N, ..., C], found \(x.shape)")
  for vector in [gamma, beta] {
    guard let vector else { continue }
    require(
      vector.shape == [x.shape[x.rank - 1]],
      "normalization: needs a scale and a shift of shape [\(x.shape[x.rank - 1])] for \(x.shape), found \(vector.shape)"
    )
  }
}

extension GradientCase {
  static var normalization: [GradientCase] {
    func batch(_ name: String, _ x: Shape, _ f: Activation) -> GradientCase {
      let channels: Shape = [x[x.rank - 1]]
      return GradientCase("batch norm, \(name)", [x, channels, channels], in: 0.2...1.5) {
        normalized(
          $0[0], gamma: $0[1], beta: $0[2] - 0.8, statistics: ChannelStatistics(ofBatch: $0[0]),
          epsilon: 1e-3, activation: f)
      }
    }
    return [
      batch("dense", [6, 3], .identity),
      batch("images", [2, 3, 2, 3], .identity),
      batch("more channels than a strip", [4, 37], .leakyReLU(0.3)),
      batch("relu", [5, 4], .relu),
      batch("tanh", [5, 4], .tanh),
      GradientCase("batch norm without scale and shift", [[5, 4]]) {
        normalized($0[0], statistics: ChannelStatistics(ofBatch: $0[0]), epsilon: 1e-3)
      },
      GradientCase("instance norm", [[3, 3, 2, 4]]) {
        normalized(
          $0[0], statistics: ChannelStatistics(ofEachImage: $0[0]), epsilon: 1e-3, activation: .relu)
      },
      GradientCase("instance norm with scale and shift", [[2, 3, 3, 3], [3], [3]], in: 0.2...1.5) {
        normalized(
          $0[0], gamma: $0[1], beta: $0[2] - 0.8, statistics: ChannelStatistics(ofEachImage: $0[0]),
          epsilon: 1e-3, activation: .leakyReLU(0.2))
      },
      GradientCase("norm with given statistics", [[4, 3], [3], [3]], in: 0.2...1.5) {
        normalized(
          $0[0], gamma: $0[1], beta: $0[2], mean: Tensor([0.1, 0.5, -0.2]), variance: Tensor([0.5, 2, 1]),
          epsilon: 1e-3, activation: .leakyReLU(0.2))
      },
    ]
  }
}
