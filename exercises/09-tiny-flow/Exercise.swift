// exercise: 09-tiny-flow
import GANKit

enum Exercise: TinyFlow {
  /// From the data towards the noise.
  /// - Parameters:
  ///   - x: points, `[N, 2]`; the first number of each passes as it is.
  ///   - network: computes s and t, `[N, 1]` each, from the first numbers, `[N, 1]`.
  /// - Returns: the noise, `[N, 2]`, and ln |det| of the Jacobian matrix at each point, `[N]`.
  static func forward(_ x: Tensor, _ network: Conditioner) -> (z: Tensor, logDeterminant: Tensor) {
    let parts = x.split(axis: 1, into: 2)
    // Change from here: it shifts, and does not stretch.
    let t = network(parts[0]).t
    let second = parts[1] + t
    let logDeterminant = Tensor.zeros([x.shape[0]])
    // To here.
    return (concatenate([parts[0], second], axis: 1), logDeterminant)
  }

  /// From the noise towards the data.
  /// - Parameters:
  ///   - z: `[N, 2]`.
  ///   - network: the same as that of `forward`.
  /// - Returns: the points that `forward` maps to z, `[N, 2]`.
  static func inverse(_ z: Tensor, _ network: Conditioner) -> Tensor {
    let parts = z.split(axis: 1, into: 2)
    // Change from here: it is the inverse of a shift.
    let t = network(parts[0]).t
    let second = parts[1] - t
    // To here.
    return concatenate([parts[0], second], axis: 1)
  }
}
