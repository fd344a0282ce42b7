extension Tensor {
  /// The largest elements along some axes (negative ones count from the end), which are dropped unless
  /// `keepingDimensions` is true; NaN where any of the elements is NaN. Elements that tie share the gradient evenly.
  public func maximum(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    let reduced = Set(axes.map { shape.axis($0, in: "maximum") }).sorted()
    require(
      reduced.allSatisfy { shape[$0] > 0 }, "maximum: the axes \(axes) of shape \(shape) have no elements")
    let input = detached
    let largest = reduced.reduce(input) { Kernels.largest($0, axis: $1) }
    let kept = largest.shape
    let target =
      keepingDimensions ? kept : Shape(shape.indices.filter { !reduced.contains($0) }.map { shape[$0] })
    return largest.viewed(as: target).derivative(wrt: self) { dy in
      let isLargest = input .== largest
      return dy.reshaped(to: kept) * (isLargest / isLargest.sum(axes: reduced, keepingDimensions: true))
    }
  }

  /// The smallest elements along some axes, which are dropped unless `keepingDimensions` is true; NaN where any of the
  /// elements is NaN. Elements that tie share the gradient evenly.
  public func minimum(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    -(-self).maximum(axes: axes, keepingDimensions: keepingDimensions)
  }

  /// The largest of all elements, as a scalar; NaN if any of them is NaN.
  public func maximum() -> Tensor { maximum(axes: Array(0..<rank)) }

  /// The smallest of all elements, as a scalar; NaN if any of them is NaN.
  public func minimum() -> Tensor { minimum(axes: Array(0..<rank)) }
}

extension GradientCase {
  static var extremes: [GradientCase] {
    [
      GradientCase("maximum of first axis", [[3, 4]]) { $0[0].maximum(axes: [0]) },
      GradientCase("maximum of middle axis", [[2, 3, 2]], in: -3...3) {
        $0[0].maximum(axes: [1], keepingDimensions: true)
      },
      GradientCase("maximum of two axes", [[2, 3, 4]]) { $0[0].maximum(axes: [0, -1]) },
      GradientCase("minimum of last axis", [[3, 4]]) { $0[0].minimum(axes: [-1]) },
      GradientCase("maximum of all", [[3, 4]]) { $0[0].maximum() },
      GradientCase("minimum of all", [[5]]) { $0[0].minimum() },
    ]
  }
}
