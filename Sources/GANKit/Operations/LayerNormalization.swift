/// gamma * (x - mean) / sqrt(variance + epsilon) + beta, with the mean and variance of each row along the last axis
/// (Ba, Kiros and Hinton 2016): no example depends on the others in its batch.
///
/// To normalize over all pixels and channels of an image together, use
/// ``groupNormalized(_:groups:gamma:beta:epsilon:activation:)`` with one group.
///
/// - Parameters:
///   - x: `[..., C]`.
///   - gamma: `[C]`, or nil for 1.
///   - beta: `[C]`, or nil for 0.
///   - epsilon: added to the variance before its root is taken.
public func layerNormalized(_ x: Tensor, gamma: Tensor? = nil, beta: Tensor? = nil, epsilon: Float) -> Tensor
{
  checkChannels(x, gamma, beta)
  let centred = x - x.mean(axes: [-1], keepingDimensions: true)
  let variance = square(centred).mean(axes: [-1], keepingDimensions: true)
  return (centred / sqrt(variance + epsilon)).scaled(by: gamma, shiftedBy: beta)
}

extension GradientCase {
  static var layerNormalization: [GradientCase] {
    [
      GradientCase("layer norm", [[4, 5], [5], [5]], in: 0.2...1.5) {
        layerNormalized($0[0], gamma: $0[1], beta: $0[2], epsilon: 1e-3)
      },
      GradientCase("layer norm of sequences, without scale and shift", [[2, 3, 4]]) {
        layerNormalized($0[0], epsilon: 1e-3)
      },
    ]
  }
}
