/// An immutable, contiguous array of `Float` with a shape.
///
/// A tensor is a value: operations make new tensors and never change their operands. Copying one copies a reference to
/// its buffer; `reshaped(to:)` and `rows(_:)` share it too. Images are `[batch, height, width, channels]`.
///
/// A tensor that was computed from tracked parameters carries the record of its computation (`Node`), from which
/// `gradients(of:)` obtains derivatives.
public struct Tensor: Sendable {
  var storage: Storage
  let offset: Int
  public let shape: Shape
  let node: Node?

  init(storage: Storage, offset: Int = 0, shape: Shape, node: Node? = nil) {
    require(
      offset + shape.elementCount <= storage.count,
      "Tensor: shape \(shape) at \(offset) needs more than the \(storage.count) values of its storage")
    self.storage = storage
    self.offset = offset
    self.shape = shape
    self.node = node
  }

  /// A tensor whose elements `body` writes in row-major order; it must write all of them.
  public init(shape: Shape, initializingWith body: (UnsafeMutableBufferPointer<Float>) throws -> Void)
    rethrows
  {
    let storage = Storage(count: shape.elementCount)
    try body(storage.buffer)
    self.init(storage: storage, shape: shape)
  }

  /// The number of elements.
  public var count: Int { shape.elementCount }

  /// The number of axes.
  public var rank: Int { shape.rank }

  /// The same value without the record of how it was computed: a constant to every derivative.
  public var detached: Tensor {
    node == nil ? self : Tensor(storage: storage, offset: offset, shape: shape)
  }

  /// Whether this tensor carries a record that derivatives can follow.
  public var isTracked: Bool { node != nil }

  /// The elements in row-major order, valid during the call.
  public func withScalars<Result>(_ body: (UnsafeBufferPointer<Float>) throws -> Result) rethrows -> Result {
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafeBufferPointer(start: pointer, count: count))
  }

  /// The elements in row-major order.
  public var scalars: [Float] { withScalars { Array($0) } }

  /// The value of a tensor with exactly one element.
  public var scalar: Float {
    require(count == 1, "scalar: needs exactly one element, found shape \(shape)")
    return withScalars { $0[0] }
  }

  /// One element, by its position along each axis.
  public func at(_ indices: Int...) -> Float {
    require(
      indices.count == rank, "at: \(indices.count) indices for shape \(shape); give one for each axis")
    var position = 0
    for (index, extent) in zip(indices, shape) {
      require(index >= 0 && index < extent, "at: index \(indices) lies outside shape \(shape)")
      position = position * extent + index
    }
    return withScalars { $0[position] }
  }

  /// For kernels: valid as long as the tensor is held.
  var pointer: UnsafePointer<Float> { UnsafePointer(storage.pointer + offset) }

  /// The same elements under another shape, without the record.
  func viewed(as shape: Shape, offset extra: Int = 0) -> Tensor {
    Tensor(storage: storage, offset: offset + extra, shape: shape)
  }
}

extension Tensor: Equatable {
  /// Whether shapes and elements are equal; tensors with a NaN are never equal.
  public static func == (a: Tensor, b: Tensor) -> Bool {
    a.shape == b.shape
      && a.withScalars { x in b.withScalars { y in x.elementsEqual(y) } }
  }
}
