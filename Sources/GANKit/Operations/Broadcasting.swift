extension Tensor {
  /// This tensor repeated along axes of extent 1, and along new leading axes, to fill `shape`.
  public func broadcast(to shape: Shape) -> Tensor {
    require(
      self.shape.broadcast(with: shape, in: "broadcast") == shape,
      "broadcast: shape \(self.shape) cannot be stretched to \(shape)")
    let original = self.shape
    return Kernels.broadcast(detached, to: shape)
      .derivative(wrt: self) { dy in dy.summed(to: original) }
  }

  /// The transpose of broadcasting: sums over the axes along which `target` was stretched to this shape. Derivatives of
  /// operations that broadcast end with this.
  public func summed(to target: Shape) -> Tensor {
    if shape == target { return self }
    return sum(axes: shape.axes(stretchedFrom: target), keepingDimensions: true).reshaped(to: target)
  }
}

/// (a b).summed(to: target), which is how the gradient of a product reaches an operand that was stretched. The product
/// of equal shapes is summed as it is computed.
func sumOfProducts(_ a: Tensor, _ b: Tensor, to target: Shape) -> Tensor {
  let (shapeA, shapeB) = (a.shape, b.shape)
  let shape = shapeA.broadcast(with: shapeB, in: "*")
  if shape == target { return a * b }
  let axes = shape.axes(stretchedFrom: target).filter { shape[$0] != 1 }
  let value: Tensor
  if shapeA == shapeB, let first = axes.first {
    let sum = Kernels.sum(a, times: b, axis: first)
    value = axes.dropFirst().reduce(sum) { Kernels.sum($0, axis: $1) }.viewed(as: target)
  } else {
    value = (a.detached * b.detached).summed(to: target)
  }
  return
    value
    .derivative(wrt: a) { dy in sumOfProducts(dy, b, to: shapeA) }
    .derivative(wrt: b) { dy in sumOfProducts(dy, a, to: shapeB) }
}

extension GradientCase {
  static var broadcasting: [GradientCase] {
    [
      GradientCase("broadcast rows", [[4]]) { $0[0].broadcast(to: [3, 4]) },
      GradientCase("broadcast columns", [[3, 1]]) { $0[0].broadcast(to: [3, 4]) },
      GradientCase("broadcast two axes", [[1, 3, 1]]) { $0[0].broadcast(to: [2, 2, 3, 4]) },
      GradientCase("broadcast scalar", [[]]) { $0[0].broadcast(to: [2, 3]) },
      GradientCase("broadcast to the same shape", [[3, 4]]) { $0[0].broadcast(to: [3, 4]) },
    ]
  }
}
