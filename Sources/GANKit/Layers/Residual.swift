/// x + F(x): layers that compute a correction to their input (He et al. 2016, "Deep Residual Learning").
///
///     Residual {
///       Conv2D(64, 64, kernel: 3, using: random)
///       BatchNorm(64, activation: .relu)
///       Conv2D(64, 64, kernel: 3, using: random)
///     }
///
/// At first such a block changes its input little, so that many of them can be stacked.
public struct Residual: Layer {
  /// F, whose output has the shape of its input.
  public let body: Sequential

  public init(@LayerBuilder _ layers: () -> [any Layer]) { body = Sequential(layers) }

  public var label: String { "Residual block of \(body.layers.count) layers" }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    let correction = body(x, mode)
    require(
      correction.shape == x.shape,
      "Residual: the layers turn \(x.shape) into \(correction.shape); input and output must have the same shape"
    )
    return x + correction
  }
}
