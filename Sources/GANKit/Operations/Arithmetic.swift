import CKernels

// Elementwise arithmetic with NumPy's broadcasting: aligned at the last axis, extents of 1 stretch.

extension Tensor {
  /// a + b, element by element; the shapes broadcast.
  public static func + (a: Tensor, b: Tensor) -> Tensor {
    let (shapeA, shapeB) = (a.shape, b.shape)
    return Kernels.binary(GK_ADD, a, b)
      .derivative(wrt: a) { dy in dy.summed(to: shapeA) }
      .derivative(wrt: b) { dy in dy.summed(to: shapeB) }
  }

  /// a - b, element by element; the shapes broadcast.
  public static func - (a: Tensor, b: Tensor) -> Tensor {
    let (shapeA, shapeB) = (a.shape, b.shape)
    return Kernels.binary(GK_SUBTRACT, a, b)
      .derivative(wrt: a) { dy in dy.summed(to: shapeA) }
      .derivative(wrt: b) { dy in (-dy).summed(to: shapeB) }
  }

  /// a b, element by element; the shapes broadcast. For the matrix product see ``matmul(_:_:)``.
  public static func * (a: Tensor, b: Tensor) -> Tensor {
    Kernels.binary(GK_MULTIPLY, a, b)
      .derivative(wrt: a) { dy in sumOfProducts(dy, b, to: a.shape) }
      .derivative(wrt: b) { dy in sumOfProducts(dy, a, to: b.shape) }
  }

  /// a / b, element by element; the shapes broadcast.
  public static func / (a: Tensor, b: Tensor) -> Tensor {
    let shapeA = a.shape
    return Kernels.binary(GK_DIVIDE, a, b)
      .derivative(wrt: a) { dy in (dy / b).summed(to: shapeA) }
      .derivative(wrt: b) { dy in (-dy * a / (b * b)).summed(to: b.shape) }
  }

  public static prefix func - (x: Tensor) -> Tensor { x * -1 }

  public static func + (x: Tensor, c: Float) -> Tensor { x.affine(scale: 1, shift: c) }
  public static func + (c: Float, x: Tensor) -> Tensor { x.affine(scale: 1, shift: c) }
  public static func - (x: Tensor, c: Float) -> Tensor { x.affine(scale: 1, shift: -c) }
  public static func - (c: Float, x: Tensor) -> Tensor { x.affine(scale: -1, shift: c) }
  public static func * (x: Tensor, c: Float) -> Tensor { x.affine(scale: c, shift: 0) }
  public static func * (c: Float, x: Tensor) -> Tensor { x.affine(scale: c, shift: 0) }

  public static func / (x: Tensor, c: Float) -> Tensor {
    // A product is faster, but 1 / c overflows if c is tiny, and loses digits if c is huge.
    (1 / c).isNormal ? x.affine(scale: 1 / c, shift: 0) : x / Tensor(c)
  }

  public static func / (c: Float, x: Tensor) -> Tensor { Tensor(c) / x }

  private func affine(scale: Float, shift: Float) -> Tensor {
    Kernels.affine(self, scale: scale, shift: shift)
      .derivative(wrt: self) { dy in dy.affine(scale: scale, shift: 0) }
  }
}

/// The larger of two values, element by element; where they are equal, each gets half of the gradient.
public func max(_ a: Tensor, _ b: Tensor) -> Tensor { extreme(GK_MAXIMUM, a, b) }

/// The smaller of two values, element by element; where they are equal, each gets half of the gradient.
public func min(_ a: Tensor, _ b: Tensor) -> Tensor { extreme(GK_MINIMUM, a, b) }

private func extreme(_ op: gk_binary, _ a: Tensor, _ b: Tensor) -> Tensor {
  let (x, y) = (a.detached, b.detached)
  // 1, 0.5 or 0: the share of the gradient that goes to the first operand.
  let share: @Sendable () -> Tensor = {
    let sign = Kernels.unary(GK_SIGN, x - y)
    return (op == GK_MAXIMUM ? sign : -sign) * 0.5 + 0.5
  }
  return Kernels.binary(op, x, y)
    .derivative(wrt: a) { dy in (dy * share()).summed(to: x.shape) }
    .derivative(wrt: b) { dy in (dy * (1 - share())).summed(to: y.shape) }
}

/// max(x, c), element by element; where they are equal, half of the gradient passes.
public func max(_ x: Tensor, _ c: Float) -> Tensor { max(x, Tensor(c)) }

/// max(c, x), the same with the number first.
public func max(_ c: Float, _ x: Tensor) -> Tensor { max(x, c) }

/// min(x, c), element by element; where they are equal, half of the gradient passes.
public func min(_ x: Tensor, _ c: Float) -> Tensor { min(x, Tensor(c)) }

/// min(c, x), the same with the number first.
public func min(_ c: Float, _ x: Tensor) -> Tensor { min(x, c) }

/// x limited to [low, high], element by element; no gradient flows where x lies outside, and all of it at the bounds.
public func clamp(_ x: Tensor, _ low: Float, _ high: Float) -> Tensor {
  let input = x.detached
  return min(max(input, low), high).derivative(wrt: x) { dy in
    dy.replacing(with: 0, where: max(input .< low, input .> high))
  }
}

extension GradientCase {
  static var arithmetic: [GradientCase] {
    [
      GradientCase("add", [[3, 4], [3, 4]]) { $0[0] + $0[1] },
      GradientCase("add, broadcast row", [[3, 4], [4]]) { $0[0] + $0[1] },
      GradientCase("subtract, broadcast both", [[3, 1], [1, 4]]) { $0[0] - $0[1] },
      GradientCase("multiply", [[2, 5], [2, 5]]) { $0[0] * $0[1] },
      GradientCase("multiply, broadcast inner", [[2, 3, 4], [2, 1, 4]]) { $0[0] * $0[1] },
      GradientCase("multiply, scalar tensor", [[5], []]) { $0[0] * $0[1] },
      GradientCase("multiply by itself", [[5]]) { $0[0] * $0[0] },
      GradientCase("divide", [[3, 4], [3, 4]], in: 0.5...2) { $0[0] / $0[1] },
      GradientCase("divide, broadcast", [[4], [3, 4]], in: 0.5...2) { $0[0] / $0[1] },
      GradientCase("constant - x", [[6]]) { 3 - $0[0] },
      GradientCase("constant / x", [[6]], in: 0.5...2) { 3 / $0[0] },
      GradientCase("affine", [[7]]) { 2 * $0[0] + 1 },
      GradientCase("negate", [[7]]) { -$0[0] },
      GradientCase("max", [[9], [9]]) { max($0[0], $0[1]) },
      GradientCase("min, broadcast", [[3, 3], [1]]) { min($0[0], $0[1]) },
      GradientCase("max with a number", [[9]]) { max($0[0], 0.21) },
      GradientCase("min with a number", [[9]]) { min($0[0], -0.21) },
      GradientCase("multiply, broadcast channels", [[3, 2, 4, 5], [5]]) { $0[0] * $0[1] },
      GradientCase("multiply, broadcast each image", [[3, 1, 1, 5], [3, 2, 4, 5]]) { $0[0] * $0[1] },
      GradientCase("multiply, broadcast pixels", [[2, 3, 4, 3], [2, 3, 4, 1]]) { $0[0] * $0[1] },
      GradientCase("multiply, broadcast both", [[3, 1, 2], [4, 1]]) { $0[0] * $0[1] },
      GradientCase("clamp", [[40]], in: -2...2) { clamp($0[0], -0.503, 0.497) },
    ]
  }
}
