/// What a tensor remembers of its computation: which tracked tensors it came from, and how a gradient reaches them.
///
/// Nodes point to their inputs and never back, so that a record lives exactly as long as the tensors that need it. The
/// depth (one more than that of the deepest input) orders the backward pass.
final class Node: @unchecked Sendable {
  let depth: Int
  private(set) var edges: [Edge]
  /// Whether a backward pass has used the record up.
  private(set) var isConsumed = false

  init(depth: Int = 0, edges: [Edge] = []) {
    self.depth = depth
    self.edges = edges
  }

  /// Releases the record below without recursion: if each node released its inputs in turn, the chain would take a
  /// stack frame for every operation.
  deinit {
    if edges.isEmpty { return }
    var pending = takeInputs()
    while var node = pending.popLast() {
      if isKnownUniquelyReferenced(&node) { pending += node.takeInputs() }
    }
  }

  /// Empties the edges and hands over the inputs, so that the caller may hold the last reference to them.
  private func takeInputs() -> [Node] {
    let inputs = edges.flatMap { $0.inputs.compactMap(\.self) }
    edges = []
    return inputs
  }

  /// A node to differentiate with respect to. If its tensor is itself part of an outer record, the outer gradient
  /// passes through this node.
  static func leaf(below outer: Node?) -> Node {
    guard let outer else { return Node() }
    return Node(depth: outer.depth + 1, edges: [Edge(inputs: [outer]) { [$0] }])
  }

  /// Hands out the edges. The node keeps only where they led, so that activations are freed as early as possible.
  func consume() -> [Edge] {
    let used = edges
    edges = used.map { Edge(inputs: $0.inputs, pullBack: nil) }
    isConsumed = true
    return used
  }
}

/// One way from an output's gradient to those of one or several inputs.
struct Edge: Sendable {
  let inputs: [Node?]
  /// Nil once it has been used.
  let pullBack: (@Sendable (Tensor) -> [Tensor?])?
}

extension Tensor {
  /// Says how a gradient reaches one input: `pullBack` takes the gradient of this value and returns that of `input`.
  ///
  /// The closure is dropped at once if nobody asked for the input's gradient. It must capture detached tensors only: a
  /// captured record would make the derivative itself tracked and keep the graph alive.
  func derivative(wrt input: Tensor, _ pullBack: @escaping @Sendable (Tensor) -> Tensor) -> Tensor {
    guard let node = input.node else { return self }
    requireOwnRecord(node)
    let shape = input.shape
    return adding(
      Edge(inputs: [node]) { dy in
        let gradient = pullBack(dy)
        require(
          gradient.shape == shape, "derivative: gradient \(gradient.shape) for an input of shape \(shape)")
        require(!gradient.isTracked, "derivative: the closure captured a tracked tensor; capture it detached")
        return [gradient]
      })
  }

  /// Says how a gradient reaches several inputs at once, where their derivatives share work.
  ///
  /// `pullBack` is told which inputs are wanted and may return nil for the others.
  func derivative(
    wrt inputs: [Tensor?], _ pullBack: @escaping @Sendable (_ dy: Tensor, _ wanted: [Bool]) -> [Tensor?]
  ) -> Tensor {
    let nodes = inputs.map { $0?.node }
    let wanted = nodes.map { $0 != nil }
    guard wanted.contains(true) else { return self }
    for case let node? in nodes { requireOwnRecord(node) }
    let shapes = inputs.map { $0?.shape }
    return adding(
      Edge(inputs: nodes) { dy in
        let found = pullBack(dy, wanted)
        for case (let gradient?, let shape?) in zip(found, shapes) {
          require(
            gradient.shape == shape, "derivative: gradient \(gradient.shape) for an input of shape \(shape)")
        }
        return found
      })
  }

  /// A value that still carries its input's record would hand the gradient on twice.
  private func requireOwnRecord(_ input: Node) {
    require(
      node !== input, "derivative: the value carries the record of its own input; compute it from `detached`")
  }

  private func adding(_ edge: Edge) -> Tensor {
    let below = edge.inputs.reduce(0) { Swift.max($0, $1?.depth ?? 0) }
    let node = Node(
      depth: Swift.max(self.node?.depth ?? 0, below + 1), edges: (self.node?.edges ?? []) + [edge])
    return Tensor(storage: storage, offset: offset, shape: shape, node: node)
  }
}
