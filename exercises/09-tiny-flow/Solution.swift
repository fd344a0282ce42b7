// exercise: 09-tiny-flow
import GANKit

enum Solution: TinyFlow {
  /// From the data towards the noise.
  /// - Parameters:
  ///   - x: points, `[N, 2]`; the first number of each passes as it is.
  ///   - network: computes s and t, `[N, 1]` each, from the first numbers, `[N, 1]`.
  /// - Returns: the noise, `[N, 2]`, and ln |det| of the Jacobian matrix at each point, `[N]`.
  static func forward(_ x: Tensor, _ network: Conditioner) -> (z: Tensor, logDeterminant: Tensor) {
    let parts = x.split(axis: 1, into: 2)
    let (s, t) = network(parts[0])
    let second = parts[1] * exp(s) + t
    let logDeterminant = s.sum(axes: [1])
    return (concatenate([parts[0], second], axis: 1), logDeterminant)
  }

  /// From the noise towards the data.
  /// - Parameters:
  ///   - z: `[N, 2]`.
  ///   - network: the same as that of `forward`.
  /// - Returns: the points that `forward` maps to z, `[N, 2]`.
  static func inverse(_ z: Tensor, _ network: Conditioner) -> Tensor {
    let parts = z.split(axis: 1, into: 2)
    let (s, t) = network(parts[0])
    let second = (parts[1] - t) * exp(-s)
    return concatenate([parts[0], second], axis: 1)
  }
}
