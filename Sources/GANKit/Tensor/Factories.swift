extension Tensor {
  /// A tensor of the given elements in row-major order.
  public init(_ scalars: [Float], shape: Shape) {
    require(
      scalars.count == shape.elementCount,
      "Tensor: shape \(shape) holds \(shape.elementCount) elements, found \(scalars.count)")
    self.init(shape: shape) { buffer in _ = buffer.initialize(from: scalars) }
  }

  /// A vector `[n]`.
  public init(_ vector: [Float]) { self.init(vector, shape: [vector.count]) }

  /// A scalar `[]`.
  public init(_ scalar: Float) { self.init([scalar], shape: []) }

  /// A tensor whose elements all have one value.
  public static func full(_ shape: Shape, _ value: Float) -> Tensor {
    Tensor(shape: shape) { $0.update(repeating: value) }
  }

  /// A tensor of zeros.
  public static func zeros(_ shape: Shape) -> Tensor { full(shape, 0) }

  /// A tensor of ones.
  public static func ones(_ shape: Shape) -> Tensor { full(shape, 1) }

  /// `count` evenly spaced values from `first` to `last`, both included; at least 2.
  public static func linspace(from first: Float, to last: Float, count: Int) -> Tensor {
    require(count >= 2, "linspace: needs at least 2 points, found \(count)")
    return Tensor(
      (0..<count).map { first + (last - first) * Float($0) / Float(count - 1) }, shape: [count])
  }

  /// One row for each label in 0 ..< classes, with 1 in the label's column and 0 elsewhere: `[N, classes]`.
  public static func oneHot(_ labels: [Int], classes: Int) -> Tensor {
    Tensor(shape: [labels.count, classes]) { buffer in
      buffer.update(repeating: 0)
      for (row, label) in labels.enumerated() {
        require((0..<classes).contains(label), "oneHot: label \(label) is not in 0..<\(classes)")
        buffer[row * classes + label] = 1
      }
    }
  }
}
