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
    let extra = rank - target.rank
    let stretched = (0..<rank).filter { $0 < extra || (target[$0 - extra] == 1 && shape[$0] != 1) }
    return sum(axes: stretched, keepingDimensions: true).reshaped(to: target)
  }
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
