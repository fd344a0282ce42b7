extension Tensor {
  /// Says how a gradient reaches one input: an operation computes its value and then calls this once for each operand.
  ///
  ///     public static func * (a: Tensor, b: Tensor) -> Tensor {
  ///       Kernels.binary(GK_MULTIPLY, a, b)
  ///         .derivative(wrt: a) { dy in (dy * b).summed(to: a.shape) }
  ///         .derivative(wrt: b) { dy in (dy * a).summed(to: b.shape) }
  ///     }
  ///
  /// This value must not carry the record of `input` already: compute it from elements, or from `input.detached`.
  ///
  /// The closure is differentiated in turn where a loss depends on a gradient. Therefore it computes with operations
  /// that have derivatives, and captures its operands as they are: an operand that is captured `detached` counts as a
  /// constant, and its share of the second derivative is lost. A value that has been computed once and is needed again,
  /// such as a mask, may be captured if its derivative is zero everywhere. For this value itself, see the other form.
  ///
  /// - Parameters:
  ///   - input: the operand; if it is a constant, the closure is dropped at once.
  ///   - pullBack: from the gradient of this value, of its shape, to that of `input`, of `input`'s shape.
  public func derivative(wrt input: Tensor, _ pullBack: @escaping @Sendable (_ dy: Tensor) -> Tensor)
    -> Tensor
  {
    adding(derivativeWrt: input) { pullBack($0.dy) }
  }

  /// The same where the derivative is best written in terms of this value, which the closure gets as `y`:
  ///
  ///     public func exp(_ x: Tensor) -> Tensor {
  ///       Kernels.unary(GK_EXP, x).derivative(wrt: x) { dy, y in dy * y }
  ///     }
  public func derivative(
    wrt input: Tensor, _ pullBack: @escaping @Sendable (_ dy: Tensor, _ y: Tensor) -> Tensor
  ) -> Tensor {
    let value = detached
    return adding(derivativeWrt: input) { pullBack($0.dy, value.tracked(by: $0.output)) }
  }

  /// A linear map of this tensor. Its derivative is the transposed map, whose derivative is the map again.
  func applying(
    linear map: @escaping @Sendable (Tensor) -> Tensor,
    transpose: @escaping @Sendable (Tensor) -> Tensor
  ) -> Tensor {
    map(detached).derivative(wrt: self) { dy in dy.applying(linear: transpose, transpose: map) }
  }

  private func tracked(by node: Node) -> Tensor {
    Tensor(storage: storage, offset: offset, shape: shape, node: node)
  }

  private func adding(derivativeWrt input: Tensor, _ pullBack: @escaping @Sendable (Pulled) -> Tensor)
    -> Tensor
  {
    guard let node = input.node, Node.isRecording else { return self }
    requireOwnRecord(node)
    let shape = input.shape
    return adding(
      Edge(inputs: [node]) { pulled in
        let gradient = pullBack(pulled)
        Edge.check(gradient, ofShape: shape)
        require(
          !Node.isRecording || !pulled.dy.isTracked || gradient.isTracked,
          "derivative: a loss depends on this gradient, but the closure lost the record of dy, and with it the second "
            + "derivative; compute with operations on dy itself, not on its elements or on `dy.detached`")
        return [gradient]
      })
  }

  /// A value that still carries its input's record would hand the gradient on twice.
  func requireOwnRecord(_ input: Node) {
    require(
      node !== input, "derivative: the value carries the record of its own input; compute it from `detached`")
  }

  /// This value with one more way for its gradient to go.
  func adding(_ edge: Edge) -> Tensor {
    let below = edge.inputs.reduce(0) { Swift.max($0, $1?.depth ?? 0) }
    return tracked(
      by: Node(
        depth: Swift.max(self.node?.depth ?? 0, below + 1), edges: (self.node?.edges ?? []) + [edge]))
  }
}

extension Edge {
  static func check(_ gradient: Tensor, ofShape shape: Shape) {
    require(gradient.shape == shape, "derivative: gradient \(gradient.shape) for an input of shape \(shape)")
  }
}
