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

extension GradientCase {
  static var softmax: [GradientCase] {
    [
      GradientCase("softmax", [[3, 5]]) { GANKit.softmax($0[0]) },
      GradientCase("softmax, middle axis", [[2, 4, 3]]) { GANKit.softmax($0[0], axis: 1) },
      GradientCase("logSoftmax", [[3, 5]], in: -3...3) { logSoftmax($0[0]) },
      GradientCase("logSoftmax, first axis", [[4, 3]], in: -3...3) { logSoftmax($0[0], axis: 0) },
    ]
  }
}
