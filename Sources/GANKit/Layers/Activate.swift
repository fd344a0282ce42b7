/// An activation as a layer of its own, for use where it cannot be part of the layer before it.
public struct Activate: Layer {
  public let activation: Activation

  public init(_ activation: Activation) { self.activation = activation }

  public var operations: [LayerOperation] { activation.operations }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { x.activated(by: activation) }
}

extension Activation {
  /// The end of a layer's label, such as ", LeakyReLU(0.2)".
  var suffix: String {
    switch self {
    case .identity: ""
    case .relu: ", ReLU"
    case .leakyReLU(let slope): ", LeakyReLU(\(slope))"
    case .tanh: ", tanh"
    case .sigmoid: ", sigmoid"
    }
  }
}
