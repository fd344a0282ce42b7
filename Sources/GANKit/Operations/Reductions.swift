extension Tensor {
  /// The sum of all elements, as a scalar.
  public func sum() -> Tensor {
    let shape = self.shape
    return applying(linear: { Tensor(Kernels.total($0)) }, transpose: { .full(shape, $0.scalar) })
  }

  /// The mean of all elements, as a scalar.
  public func mean() -> Tensor {
    require(count > 0, "mean: the tensor of shape \(shape) has no elements")
    return sum() / Float(count)
  }

  /// The sums along some axes (negative ones count from the end), which are dropped unless `keepingDimensions` is true.
  public func sum(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    let summed = Set(axes.map { shape.axis($0, in: "sum") })
    let original = shape
    let kept = summed.reduce(shape) { $0.replacing(axis: $1, with: 1) }
    let target =
      keepingDimensions ? kept : Shape((0..<rank).filter { !summed.contains($0) }.map { shape[$0] })
    return applying(
      linear: { x in
        summed.sorted().filter { original[$0] != 1 }
          .reduce(x) { Kernels.sum($0, axis: $1) }
          .viewed(as: target)
      },
      transpose: { Kernels.broadcast($0.viewed(as: kept), to: original) })
  }

  /// The means along some axes, which are dropped unless `keepingDimensions` is true.
  public func mean(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    let size = Set(axes.map { shape.axis($0, in: "mean") }).reduce(1) { $0 * shape[$1] }
    let total = sum(axes: axes, keepingDimensions: keepingDimensions)
    require(size > 0 || total.count == 0, "mean: the axes \(axes) of shape \(shape) have no elements")
    return total / Float(size)
  }

  /// The position of the largest element in each row along the last axis; the first of several equal ones.
  public func argmax() -> [Int] {
    require(
      rank >= 1 && shape[rank - 1] > 0, "argmax: needs a last axis with elements, found shape \(shape)")
    let columns = shape[rank - 1]
    return withScalars { scalars in
      (0..<(count / columns)).map { row in
        let start = row * columns
        return (0..<columns).reduce(0) { scalars[start + $1] > scalars[start + $0] ? $1 : $0 }
      }
    }
  }
}

extension GradientCase {
  static var reductions: [GradientCase] {
    [
      GradientCase("sum", [[3, 4]]) { $0[0].sum() },
      GradientCase("mean", [[3, 4]]) { $0[0].mean() },
      GradientCase("sum of first axis", [[3, 4]]) { $0[0].sum(axes: [0]) },
      GradientCase("sum of last axis", [[3, 4, 2]]) { $0[0].sum(axes: [-1]) },
      GradientCase("sum of middle axis", [[3, 4, 2]]) { $0[0].sum(axes: [1], keepingDimensions: true) },
      GradientCase("mean of images", [[2, 3, 3, 2]]) { $0[0].mean(axes: [1, 2]) },
    ]
  }
}
