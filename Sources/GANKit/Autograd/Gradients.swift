/// The gradients of a loss with respect to the parameters of one or several models.
public struct Gradients {
  /// By parameter.
  let tensors: [ObjectIdentifier: Tensor]

  init(tensors: [ObjectIdentifier: Tensor]) { self.tensors = tensors }

  init(_ pairs: [(Parameter, Tensor)]) {
    tensors = Dictionary(uniqueKeysWithValues: pairs.map { (ObjectIdentifier($0.0), $0.1) })
  }

  /// The gradient of one parameter, in the parameter's shape; nil if the loss does not depend on it.
  public subscript(parameter: Parameter) -> Tensor? { tensors[ObjectIdentifier(parameter)] }

  /// The Euclidean length of all gradients taken together.
  public var norm: Float {
    tensors.values.map { Kernels.sumOfSquares($0) }.sorted().reduce(0, +).squareRoot()
  }
}

/// The gradient of a scalar function with respect to its input, of the input's shape.
///
/// A gradient is a value like any other. Inside `gradients(of:)` or another `gradient(at:)`, where it depends on tracked
/// tensors, it can be part of the loss, as a gradient penalty is, and is differentiated again; `detached` makes it a
/// constant. Otherwise it leaves no record.
public func gradient(at x: Tensor, of function: (Tensor) -> Tensor) -> Tensor {
  gradients(at: [x]) { function($0[0]) }[0]
}

/// The gradients of a scalar function with respect to each of its inputs; zeros for an input that it does not depend
/// on.
public func gradients(at inputs: [Tensor], of function: ([Tensor]) -> Tensor) -> [Tensor] {
  let leaves = inputs.map { Node.leaf(below: $0.node) }
  let tracked = zip(inputs, leaves).map { x, node in
    Tensor(storage: x.storage, offset: x.offset, shape: x.shape, node: node)
  }
  let found = backward(from: function(tracked), to: leaves)
  return zip(inputs, found).map { x, gradient in gradient ?? Tensor.zeros(x.shape) }
}
