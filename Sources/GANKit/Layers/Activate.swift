/// An activation as a layer of its own, where it cannot be part of the layer before.
public struct Activate: Layer {
  public let activation: Activation

  public init(_ activation: Activation) { self.activation = activation }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { x.activated(by: activation) }
}

extension Activation {
  /// What a layer's label ends with, such as ", LeakyReLU(0.2)".
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
