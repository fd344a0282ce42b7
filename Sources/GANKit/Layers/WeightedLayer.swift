/// A layer with one trained weight that can be replaced for the time of a call: what ``SpectralNorm`` needs.
public protocol WeightedLayer: Layer {
  var weight: Parameter { get }

  /// Which axis of the weight counts the layer's outputs.
  var outputAxis: Int { get }

  /// The layer's output with `weight`, of the shape of its own weight, in place of its own.
  func callAsFunction(_ x: Tensor, weight: Tensor) -> Tensor
}

extension WeightedLayer {
  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { self(x, weight: weight.value) }
}
