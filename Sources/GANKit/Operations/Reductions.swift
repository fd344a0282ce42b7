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

  /// The population variance along some axes: the mean of (x - mean)^2. Divided by one less than the number of elements,
  /// if `unbiased`, it is the estimate from a sample of a larger population, which needs at least two elements.
  public func variance(axes: [Int], keepingDimensions: Bool = false, unbiased: Bool = false) -> Tensor {
    let size = Set(axes.map { shape.axis($0, in: "variance") }).reduce(1) { $0 * shape[$1] }
    require(
      size >= (unbiased ? 2 : 1) || count == 0,
      "variance: needs at least \(unbiased ? 2 : 1) elements, found axes \(axes) of shape \(shape)")
    let deviations = self - mean(axes: axes, keepingDimensions: true)
    return square(deviations).sum(axes: axes, keepingDimensions: keepingDimensions)
      / Float(unbiased ? size - 1 : size)
  }

  /// The square root of ``variance(axes:keepingDimensions:unbiased:)``; its derivative is 0 where all elements are equal.
  public func standardDeviation(axes: [Int], keepingDimensions: Bool = false, unbiased: Bool = false)
    -> Tensor
  {
    rootOfSquares(variance(axes: axes, keepingDimensions: keepingDimensions, unbiased: unbiased))
  }

  /// The sums of the elements up to and including each position along an axis.
  public func cumulativeSum(axis: Int) -> Tensor {
    let axis = shape.axis(axis, in: "cumulativeSum")
    return applying(
      linear: { Kernels.cumulativeSum($0, axis: axis, reversed: false) },
      transpose: { Kernels.cumulativeSum($0, axis: axis, reversed: true) })
  }

  /// The positions of the largest elements along an axis, in the order of the others; the first of several equal ones.
  public func argmax(axis: Int = -1) -> [Int] { positions(axis: axis, in: "argmax", before: >) }

  /// The positions of the smallest elements along an axis, in the order of the others; the first of several equal ones.
  public func argmin(axis: Int = -1) -> [Int] { positions(axis: axis, in: "argmin", before: <) }

  private func positions(axis: Int, in operation: String, before: (Float, Float) -> Bool) -> [Int] {
    require(rank >= 1, "\(operation): needs at least one axis")
    let (outer, extent, inner) = shape.split(at: shape.axis(axis, in: operation))
    require(extent > 0, "\(operation): axis \(axis) of shape \(shape) has no elements")
    return withScalars { scalars in
      (0..<(outer * inner)).map { index in
        let start = index / inner * extent * inner + index % inner
        return (0..<extent).reduce(0) {
          before(scalars[start + $1 * inner], scalars[start + $0 * inner]) ? $1 : $0
        }
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
      GradientCase("sum of two axes", [[3, 4, 2]]) { $0[0].sum(axes: [0, 2]) },
      GradientCase("variance", [[2, 3, 4]]) { $0[0].variance(axes: [0, -1]) },
      GradientCase("unbiased variance", [[3, 4]]) {
        $0[0].variance(axes: [1], keepingDimensions: true, unbiased: true)
      },
      GradientCase("standard deviation", [[3, 4]]) { $0[0].standardDeviation(axes: [0]) },
      GradientCase("cumulative sum", [[2, 4, 3]]) { $0[0].cumulativeSum(axis: 1) },
      GradientCase("cumulative sum of last axis", [[3, 5]]) { $0[0].cumulativeSum(axis: -1) },
      GradientCase("mean of images", [[2, 3, 3, 2]]) { $0[0].mean(axes: [1, 2]) },
    ]
  }
}
