/// A network described layer by layer, for display in a table.
public struct NetworkTable: Sendable {
  /// One layer.
  public struct Row: Sendable {
    /// The layer's label.
    public let layer: String
    /// The shape of the layer's output without the batch axis.
    public let output: Shape
    /// The number of trained values.
    public let trained: Int
    /// The number of values kept beside them, such as running means.
    public let kept: Int
  }

  public let rows: [Row]

  /// Runs one input of zeros of shape `input` (without the batch axis) through the network.
  public init(_ network: Sequential, input: Shape) {
    var x = Tensor.zeros(Shape([1] + input.dimensions))
    rows = network.layers.map { layer in
      x = layer(x, .inference)
      return Row(
        layer: layer.label, output: Shape(Array(x.shape.dropFirst())), trained: layer.parameterCount,
        kept: layer.bufferCount)
    }
  }

  /// The number of trained values in all layers.
  public var trained: Int { rows.reduce(0) { $0 + $1.trained } }
  /// The number of all values, trained or not.
  public var total: Int { rows.reduce(0) { $0 + $1.trained + $1.kept } }
}
