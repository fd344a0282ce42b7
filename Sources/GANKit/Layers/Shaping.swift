/// Each element of the leading axis as one row: `[N, ...] -> [N, rest]`.
public struct Flatten: Layer {
  public init() {}

  public var operations: [LayerOperation] { [.reshape] }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { x.flattened() }
}

/// The same values under another shape, with the leading axis kept: `[N, ...] -> [N] + shape`.
public struct Reshape: Layer {
  public let shape: Shape

  public init(_ shape: Shape) { self.shape = shape }

  public var operations: [LayerOperation] { [.reshape] }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    x.reshaped(to: Shape([x.shape[0]] + shape.dimensions))
  }
}
