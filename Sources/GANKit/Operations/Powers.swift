import CKernels

/// x^n, element by element; NaN where x is negative and n is not a whole number.
public func pow(_ x: Tensor, _ n: Float) -> Tensor {
  let y = Kernels.binary(GK_POWER, x, Tensor(n))
  // n x^(n - 1) would be 0 times infinity at x = 0.
  return y.derivative(wrt: x) { dy in n == 0 ? dy * 0 : dy * pow(x, n - 1) * n }
}

/// a^b, element by element; the shapes broadcast. NaN where a is negative and b is not a whole number.
///
/// The derivative with respect to b, a^b ln a, is NaN where a is negative, and 0 where a is 0 and b is not negative.
public func pow(_ a: Tensor, _ b: Tensor) -> Tensor {
  let (shapeA, shapeB) = (a.shape, b.shape)
  let isOne = b .== 0
  let isZero = (a .== 0) * (b .>= 0)
  return Kernels.binary(GK_POWER, a, b)
    .derivative(wrt: a) { dy in
      (dy * b * pow(a, (b - 1).replacing(with: 0, where: isOne))).summed(to: shapeA)
    }
    .derivative(wrt: b) { dy in (dy * pow(a, b) * log(a.replacing(with: 1, where: isZero))).summed(to: shapeB)
    }
}

/// c^x, element by element; NaN where c is negative and x is not a whole number.
public func pow(_ c: Float, _ x: Tensor) -> Tensor { pow(Tensor(c), x) }

extension GradientCase {
  static var powers: [GradientCase] {
    [
      GradientCase("pow 2.5", [[3, 4]], in: 0.5...2) { pow($0[0], 2.5) },
      GradientCase("pow 3", [[3, 4]]) { pow($0[0], 3) },
      GradientCase("pow -1", [[3, 4]], in: 0.5...2) { pow($0[0], -1) },
      GradientCase("pow 0", [[3]]) { pow($0[0], 0) },
      GradientCase("power of a number", [[3, 4]]) { pow(1.7, $0[0]) },
      GradientCase("pow", [[3, 4], [3, 4]], in: 0.5...2) { pow($0[0], $0[1]) },
      GradientCase("pow, broadcast", [[3, 1], [4]], in: 0.5...2) { pow($0[0], $0[1]) },
    ]
  }
}
