/// A network described layer by layer, for display in a table.
public struct NetworkTable: Sendable {
  public struct Row: Sendable {
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

  public var trained: Int { rows.reduce(0) { $0 + $1.trained } }
  public var total: Int { rows.reduce(0) { $0 + $1.trained + $1.kept } }
}
