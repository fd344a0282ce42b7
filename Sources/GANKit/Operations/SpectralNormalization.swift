/// W / sigma, where sigma = v^T W u approximates the largest singular value of W (Miyato et al. 2018, equation 8):
/// the result's own largest singular value is about 1.
///
/// The gradient treats u and v as constants. Where they are exact, this is correct: the derivative of a singular value
/// with respect to W is v u^T.
///
/// - Parameters:
///   - weight: of any shape. W is the matrix `[rest, outputs]`, with all axes but `outputAxis` merged into one.
///   - outputAxis: the axis that counts the layer's outputs.
///   - u: `[outputs]`, of length 1.
///   - v: `[rest]`, of length 1.
public func spectrallyNormalized(_ weight: Tensor, outputAxis: Int, u: Tensor, v: Tensor) -> Tensor {
  let matrix = weight.matrix(outputAxis: outputAxis)
  require(
    v.shape == [matrix.shape[0]] && u.shape == [matrix.shape[1]],
    "spectrallyNormalized: a weight of shape \(weight.shape) needs u [\(matrix.shape[1])] and v [\(matrix.shape[0])], "
      + "found \(u.shape) and \(v.shape)")
  let image = matmul(v.detached.reshaped(to: [1, v.count]), matrix)
  let sigma = matmul(image, u.detached.reshaped(to: [u.count, 1]))
  return weight / sigma.reshaped(to: [])
}

/// One step of the power iteration on a weight: v becomes the direction of W u, and then u that of W^T v, so that both
/// approach the singular vectors of the largest singular value.
func powerIteration(_ weight: Tensor, outputAxis: Int, u: Tensor) -> (u: Tensor, v: Tensor) {
  let matrix = weight.detached.matrix(outputAxis: outputAxis)
  let v = matmul(matrix, u.reshaped(to: [u.count, 1])).withUnitLength()
  let next = matmul(v.transposed(), matrix).withUnitLength()
  return (next.reshaped(to: u.shape), v.reshaped(to: [v.count]))
}

extension Tensor {
  /// `[rest, outputs]`
  fileprivate func matrix(outputAxis: Int) -> Tensor {
    let axis = shape.axis(outputAxis, in: "spectrallyNormalized")
    let others = (0..<rank).filter { $0 != axis }
    let last = axis == rank - 1 ? self : permuted(others + [axis])
    return last.reshaped(to: [others.reduce(1) { $0 * shape[$1] }, shape[axis]])
  }

  /// This vector divided by its length; a vector of zeros stays as it is.
  func withUnitLength() -> Tensor { self / Swift.max(Kernels.sumOfSquares(self).squareRoot(), 1e-12) }
}

extension GradientCase {
  static var spectralNormalization: [GradientCase] {
    let (u, v) = (Tensor([0.6, 0, 0.8]), Tensor([0.1, 0.5, -0.7, 0.5]))
    return [
      GradientCase("spectral norm", [[4, 3]], in: 0.2...1) {
        spectrallyNormalized($0[0], outputAxis: 1, u: u, v: v)
      },
      GradientCase("spectral norm, outputs not last", [[2, 1, 3, 2]], in: 0.2...1) {
        spectrallyNormalized($0[0], outputAxis: 2, u: u, v: v)
      },
    ]
  }
}
