/// In training, zeroes each element with probability `rate` and scales the others by 1 / (1 - rate); in inference, the
/// identity.
public struct Dropout: Layer {
  /// In [0, 1).
  public let rate: Float

  public init(_ rate: Float) { self.rate = rate }

  public var label: String { "Dropout \(rate)" }
  public var operations: [LayerOperation] { [.dropout(rate)] }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    switch mode {
    case .training(let random): dropout(x, rate: rate, using: random)
    case .inference: x
    }
  }
}
