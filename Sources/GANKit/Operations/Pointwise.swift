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

/// The square root with derivative 0 at 0: for the root of a sum of squares, whose own derivative is 0 there.
func rootOfSquares(_ x: Tensor) -> Tensor {
  let isZero = x .== 0
  return Kernels.unary(GK_SQRT, x).derivative(wrt: x) { dy, y in
    (dy * 0.5 / y.replacing(with: 1, where: isZero)).replacing(with: 0, where: isZero)
  }
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

/// The sine of x in radians.
public func sin(_ x: Tensor) -> Tensor {
  Kernels.unary(GK_SINE, x).derivative(wrt: x) { dy in dy * cos(x) }
}

/// The cosine of x in radians.
public func cos(_ x: Tensor) -> Tensor {
  Kernels.unary(GK_COSINE, x).derivative(wrt: x) { dy in dy * -sin(x) }
}

extension GradientCase {
  static var pointwise: [GradientCase] {
    [
      GradientCase("exp", [[3, 5]]) { exp($0[0]) },
      GradientCase("log", [[3, 5]], in: 0.5...3) { log($0[0]) },
      GradientCase("sqrt", [[3, 5]], in: 0.5...3) { sqrt($0[0]) },
      GradientCase("square", [[3, 5]]) { square($0[0]) },
      GradientCase("abs", [[3, 5]]) { abs($0[0]) },
      GradientCase("sin", [[3, 5]], in: -4...4) { sin($0[0]) },
      GradientCase("cos", [[3, 5]], in: -4...4) { cos($0[0]) },
      GradientCase("softplus", [[3, 5]], in: -4...4) { softplus($0[0]) },
    ]
  }
}
