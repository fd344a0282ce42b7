import CKernels

// Functions of one tensor, element by element. Derivatives are written in terms of the output where that saves work.

/// e^x
public func exp(_ x: Tensor) -> Tensor {
  Kernels.unary(GK_EXP, x).derivative(wrt: x) { dy, y in dy * y }
}

/// The natural logarithm; -infinity at 0, NaN below.
public func log(_ x: Tensor) -> Tensor {
  Kernels.unary(GK_LOG, x).derivative(wrt: x) { dy in dy / x }
}

/// The square root; NaN below 0. Its derivative is infinite at 0.
public func sqrt(_ x: Tensor) -> Tensor {
  Kernels.unary(GK_SQRT, x).derivative(wrt: x) { dy, y in dy * 0.5 / y }
}

/// x^2
public func square(_ x: Tensor) -> Tensor {
  Kernels.unary(GK_SQUARE, x).derivative(wrt: x) { dy in dy * x * 2 }
}

/// |x|, with derivative 0 at 0.
public func abs(_ x: Tensor) -> Tensor {
  let input = x.detached
  return Kernels.unary(GK_ABS, x).derivative(wrt: x) { dy in dy * Kernels.unary(GK_SIGN, input) }
}

/// ln(1 + e^x), computed without overflow: the negative log-likelihood of a "no" given the logit x.
public func softplus(_ x: Tensor) -> Tensor {
  Kernels.unary(GK_SOFTPLUS, x).derivative(wrt: x) { dy in dy * sigmoid(x) }
}

extension GradientCase {
  static var pointwise: [GradientCase] {
    [
      GradientCase("exp", [[3, 5]]) { exp($0[0]) },
      GradientCase("log", [[3, 5]], in: 0.5...3) { log($0[0]) },
      GradientCase("sqrt", [[3, 5]], in: 0.5...3) { sqrt($0[0]) },
      GradientCase("square", [[3, 5]]) { square($0[0]) },
      GradientCase("abs", [[3, 5]]) { abs($0[0]) },
      GradientCase("softplus", [[3, 5]], in: -4...4) { softplus($0[0]) },
    ]
  }
}
