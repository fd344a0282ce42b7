/// f(gamma * (x - mean) / sqrt(variance + epsilon) + beta), with the mean and variance of each group of channels in
/// each example (Wu and He 2018). With as many groups as channels this is instance normalization; with one group it is
/// layer normalization over the whole image.
///
/// A first pass over the data takes the statistics; a second one normalizes, scales and applies the activation. The
/// gradient takes two passes as well.
///
/// - Parameters:
///   - x: `[N, ..., C]`.
///   - groups: divides C; neighbouring channels form a group.
///   - gamma: `[C]`, or nil for 1.
///   - beta: `[C]`, or nil for 0.
///   - epsilon: added to the variance before its root is taken.
///   - f: the activation that is applied to the result, in the same pass.
public func groupNormalized(
  _ x: Tensor, groups: Int, gamma: Tensor? = nil, beta: Tensor? = nil, epsilon: Float,
  activation f: Activation = .identity
) -> Tensor {
  checkChannels(x, gamma, beta)
  require(x.count > 0, "groupNormalized: needs a batch [N, ..., C] with elements, found \(x.shape)")
  let (images, channels) = (x.shape[0], x.shape[x.rank - 1])
  require(
    groups >= 1 && channels % groups == 0,
    "groupNormalized: \(channels) channels of \(x.shape) cannot be divided into \(groups) groups")
  let span = Profile.begin()
  defer { span?.end(.normalization) }
  let input = x.detached
  let size = channels / groups
  /// The means over the channels of each group, for each channel: `[N, C]`.
  let perGroup: @Sendable (Tensor) -> Tensor = { values in
    values.reshaped(to: [images, groups, size]).mean(axes: [2], keepingDimensions: true)
      .broadcast(to: [images, groups, size]).reshaped(to: [images, channels])
  }
  let single = Kernels.moments(input, groups: images, columns: channels)
  let mean = perGroup(single.mean)
  let inverse = 1 / sqrt(perGroup(single.variance + square(single.mean - mean)) + epsilon)
  let scale = gamma.map { $0.detached * inverse } ?? inverse
  let centred = mean * scale
  let shift = beta.map { $0.detached - centred } ?? -centred
  return Kernels.affineActivation(f, input, groups: images, scale: scale, shift: shift)
    .derivative(
      wrt: [x, gamma, beta],
      composition: { operands in
        let shape = operands[0]!.shape
        let x = operands[0]!.reshaped(to: [images, shape.elementCount / (images * channels), groups, size])
        let centred = x - x.mean(axes: [1, 3], keepingDimensions: true)
        let variance = square(centred).mean(axes: [1, 3], keepingDimensions: true)
        return (centred / sqrt(variance + epsilon)).reshaped(to: shape)
          .scaled(by: operands[1], shiftedBy: operands[2]).activated(by: f)
      }
    ) { dy, wanted in
      let span = Profile.begin()
      defer { span?.end(.normalization) }
      let sums = Kernels.affineActivationSums(
        f, input, dy: dy, groups: images, scale: scale, shift: shift, mean: mean)
      let dGamma = wanted[1] ? (sums.gx * inverse).sum(axes: [0]) : nil
      let dBeta = wanted[2] ? sums.g.sum(axes: [0]) : nil
      guard wanted[0] else { return [nil, dGamma, dBeta] }
      // With h = g gamma, the gradient of x^ = (x - mean) * inverse:
      // dx = inverse * (h - mean of h - x^ * mean of h x^), as g * a + x * b + d.
      let rows = Float(input.count / (images * channels))
      let correction = perGroup(sums.gx * scale) * inverse * inverse * (-1 / rows)
      let offset = perGroup(sums.g * scale) * (-1 / rows) - correction * mean
      let dx = Kernels.affineActivationGradient(
        f, input, dy: dy, groups: images, scale: scale, shift: shift, a: scale, b: correction, d: offset)
      return [dx, dGamma, dBeta]
    }
}

extension GradientCase {
  static var groupNormalization: [GradientCase] {
    [
      GradientCase("group norm", [[2, 3, 2, 4], [4], [4]], in: 0.2...1.5) {
        groupNormalized(
          $0[0], groups: 2, gamma: $0[1], beta: $0[2] - 0.8, epsilon: 1e-3, activation: .tanh)
      },
      GradientCase("group norm, one group", [[3, 2, 2, 3], [3], [3]], in: 0.2...1.5) {
        groupNormalized($0[0], groups: 1, gamma: $0[1], beta: $0[2], epsilon: 1e-3)
      },
      GradientCase("group norm without scale and shift", [[2, 2, 3, 6]]) {
        groupNormalized($0[0], groups: 3, epsilon: 1e-3)
      },
    ]
  }
}
