/// e^x divided by the sum of e^x along an axis, by default the last: positive values that sum to 1.
public func softmax(_ x: Tensor, axis: Int = -1) -> Tensor { exp(logSoftmax(x, axis: axis)) }

/// The logarithm of `softmax`, stable for large values: x - ln(sum of e^x) along an axis, by default the last.
public func logSoftmax(_ x: Tensor, axis: Int = -1) -> Tensor {
  let axis = x.shape.axis(axis, in: "logSoftmax")
  require(
    x.shape[axis] > 0, "logSoftmax: needs an axis with elements, found axis \(axis) of shape \(x.shape)")
  let shifted = x.detached - Kernels.largest(x, axis: axis)
  let y = shifted - log(exp(shifted).sum(axes: [axis], keepingDimensions: true))
  return y.derivative(wrt: x) { dy, y in
    dy - exp(y) * dy.sum(axes: [axis], keepingDimensions: true)
  }
}

/// ln of the sum of e^x along an axis, by default the last, which is dropped: stable for large values, and for values of
/// minus infinity, which are probabilities of 0.
public func logSumExp(_ x: Tensor, axis: Int = -1) -> Tensor {
  let axis = x.shape.axis(axis, in: "logSumExp")
  require(x.shape[axis] > 0, "logSumExp: needs an axis with elements, found axis \(axis) of shape \(x.shape)")
  let largest = Kernels.largest(x.detached, axis: axis)
  // Where all are minus infinity, so is the result: their difference would be NaN.
  let shift = largest.replacing(with: 0, where: largest .== -Float.infinity)
  let y = log(exp(x.detached - shift).sum(axes: [axis], keepingDimensions: true)) + shift
  return y.reshaped(to: Shape(x.shape.enumerated().filter { $0.offset != axis }.map(\.element)))
    .derivative(wrt: x) { dy in
      let kept = Shape(x.shape.enumerated().map { $0.offset == axis ? 1 : $0.element })
      return dy.reshaped(to: kept) * GANKit.softmax(x, axis: axis)
    }
}

extension GradientCase {
  static var softmax: [GradientCase] {
    [
      GradientCase("softmax", [[3, 5]]) { GANKit.softmax($0[0]) },
      GradientCase("softmax, middle axis", [[2, 4, 3]]) { GANKit.softmax($0[0], axis: 1) },
      GradientCase("logSoftmax", [[3, 5]], in: -3...3) { logSoftmax($0[0]) },
      GradientCase("logSoftmax, first axis", [[4, 3]], in: -3...3) { logSoftmax($0[0], axis: 0) },
      GradientCase("logSumExp", [[3, 5]], in: -3...3) { logSumExp($0[0]) },
      GradientCase("logSumExp, middle axis", [[2, 4, 3]]) { logSumExp($0[0], axis: 1) },
    ]
  }
}
