/// A network described layer by layer, for display in a table or a drawing.
public struct NetworkTable: Sendable {
  /// One layer.
  public struct Row: Sendable {
    /// The layer's label.
    public let layer: String
    /// What the layer does, in order; empty if it is made of other layers.
    public var operations: [LayerOperation] = []
    /// The shape of the layer's output without the batch axis.
    public let output: Shape
    /// The number of trained values.
    public let trained: Int
    /// The number of values kept beside them, such as running means.
    public let kept: Int
    /// The layers that this one is made of.
    public var parts: [Row] = []
    /// How the input is joined with what the parts make of it; nil if it is not.
    public var join: NetworkPart.Join?
    /// What the input goes through on its way past the parts.
    public var detour: [LayerOperation] = []
  }

  /// The shape of an input without the batch axis.
  public let input: Shape
  public let rows: [Row]

  /// Runs one input of zeros of shape `input` (without the batch axis) through the network.
  public init(_ network: any Layer, input: Shape) {
    self.input = input
    rows = Self.run(network, on: .zeros(Shape([1] + input.dimensions))).rows
  }

  /// The number of trained values in all layers.
  public var trained: Int { rows.reduce(0) { $0 + $1.trained } }
  /// The number of all values, trained or not.
  public var total: Int { rows.reduce(0) { $0 + $1.trained + $1.kept } }

  /// The rows of a network's parts, and what came out of the last one.
  package static func run(_ network: any Layer, on x: Tensor) -> (rows: [Row], output: Tensor) {
    var x = x
    let parts = (network as? any CompositeLayer)?.parts ?? [.layer(network)]
    return (rows(of: parts, &x), x)
  }

  private static func rows(of parts: [NetworkPart], _ x: inout Tensor) -> [Row] {
    parts.map { part in
      switch part {
      case .layer(let layer):
        var inner: [Row] = []
        let composite = layer as? any CompositeLayer
        if let composite { inner = rows(of: composite.parts, &x) } else { x = layer(x, .inference) }
        return Row(
          layer: layer.label, operations: composite == nil ? layer.operations : [], output: x.shapeOfOne,
          trained: layer.parameterCount, kept: layer.bufferCount, parts: inner)
      case .skip(let join, let around, let through):
        var computed = x
        let inner = rows(of: around, &computed)
        x = join(through.map { $0(x, .inference) } ?? x, computed)
        return Row(
          layer: "\(join)", output: x.shapeOfOne,
          trained: inner.reduce(through?.parameterCount ?? 0) { $0 + $1.trained },
          kept: inner.reduce(through?.bufferCount ?? 0) { $0 + $1.kept }, parts: inner, join: join,
          detour: through?.operations ?? [])
      }
    }
  }
}

extension Tensor {
  /// The shape without the batch axis.
  fileprivate var shapeOfOne: Shape { Shape(Array(shape.dropFirst())) }
}
