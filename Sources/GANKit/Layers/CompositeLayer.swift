/// A layer that is made of other layers and says in which order its input goes through them.
///
/// The parts are for tables and drawings: they must compute what the layer itself computes.
public protocol CompositeLayer: Layer {
  var parts: [NetworkPart] { get }
}

/// A part of a composite layer.
public enum NetworkPart {
  case layer(any Layer)
  /// The input goes two ways, through the parts and past them, and both results are joined. On its way past them it is
  /// unchanged, or goes through a layer of its own.
  case skip(Join, around: [NetworkPart], through: (any Layer)? = nil)

  /// How two tensors become one.
  public enum Join: Sendable {
    case sum
    /// Along the channels, with what was skipped first.
    case concatenation
  }
}

extension NetworkPart.Join {
  func callAsFunction(_ skipped: Tensor, _ computed: Tensor) -> Tensor {
    switch self {
    case .sum: skipped + computed
    case .concatenation: concatenate([skipped, computed], axis: -1)
    }
  }
}

extension Sequential: CompositeLayer {
  public var parts: [NetworkPart] { layers.map { .layer($0) } }
}

extension Residual: CompositeLayer {
  public var parts: [NetworkPart] { [.skip(.sum, around: body.parts)] }
}
