import Synchronization

/// What a tensor remembers of its computation: which tracked tensors it came from, and how a gradient reaches them.
///
/// Nodes point to their inputs and never back, so that a record lives exactly as long as the tensors that need it. The
/// depth (one more than that of the deepest input) orders the backward pass.
final class Node: Sendable {
  /// Whether operations on tracked tensors are recorded. A backward pass turns this off where nobody can differentiate
  /// its result: derivatives are written in operations, which then leave no record.
  @TaskLocal static var isRecording = true

  let depth: Int
  private let state: Mutex<State>

  private struct State {
    var edges: [Edge]
    var isConsumed = false
  }

  init(depth: Int = 0, edges: [Edge] = []) {
    self.depth = depth
    state = Mutex(State(edges: edges))
  }

  var edges: [Edge] { state.withLock { $0.edges } }

  /// Whether a backward pass has used the record up.
  var isConsumed: Bool { state.withLock { $0.isConsumed } }

  /// Releases the record below without recursion: if each node released its inputs in turn, the chain would take a
  /// stack frame for every operation.
  deinit {
    var pending = takeInputs()
    while var node = pending.popLast() {
      if isKnownUniquelyReferenced(&node) { pending += node.takeInputs() }
    }
  }

  /// Empties the edges and hands over the inputs, so that the caller may hold the last reference to them.
  private func takeInputs() -> [Node] {
    let taken = state.withLock { state in
      defer { state.edges = [] }
      return state.edges
    }
    return taken.flatMap { $0.inputs.compactMap(\.self) }
  }

  /// A node to differentiate with respect to. If its tensor is itself part of an outer record, the outer gradient
  /// passes through this node.
  static func leaf(below outer: Node?) -> Node {
    guard let outer else { return Node() }
    return Node(depth: outer.depth + 1, edges: [Edge(inputs: [outer]) { [$0.dy] }])
  }

  /// Hands out the edges. The node keeps only where they led, so that activations are freed as early as possible.
  func consume() -> [Edge] {
    state.withLock { state in
      let used = state.edges
      state.edges = used.map { Edge(inputs: $0.inputs, pullBack: nil) }
      state.isConsumed = true
      return used
    }
  }
}

/// One way from an output's gradient to those of one or several inputs.
struct Edge: Sendable {
  let inputs: [Node?]
  /// Nil once it has been used.
  let pullBack: (@Sendable (Pulled) -> [Tensor?])?
}

/// What a backward pass hands to an edge.
struct Pulled {
  /// The gradient of the output.
  let dy: Tensor
  /// The output's own node, which an edge may not hold: it would keep itself alive.
  let output: Node
  /// Which of the edge's inputs lead to a leaf.
  let wanted: [Bool]
}
