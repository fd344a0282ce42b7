extension Tensor {
  /// This gradient, which depends on parts of another record, as a tensor that ends the program when it is
  /// differentiated.
  ///
  /// Without this, a loss with a gradient penalty would have the right value, but its gradient would lack the penalty's
  /// share.
  func withoutDerivative(wrt others: [Node]) -> Tensor {
    if others.isEmpty { return self }
    let depth = others.reduce(0) { Swift.max($0, $1.depth) }
    let edge = Edge(inputs: others) { _ in
      requirementFailed(
        "gradients: the loss depends on a gradient, such as a gradient penalty; its derivative needs second "
          + "derivatives, which GANKit does not have yet. To use the gradient as a constant, write `detached` after it"
      )
    }
    return Tensor(
      storage: storage, offset: offset, shape: shape, node: Node(depth: depth + 1, edges: [edge]))
  }
}
