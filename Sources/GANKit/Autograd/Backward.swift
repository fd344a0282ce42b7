import CKernels

/// The backward pass: gradients of a scalar with respect to leaf nodes.
///
/// Nodes are visited deepest first, so that each has its complete gradient before it passes it on.
///
/// Where the gradients depend on parts of another record, such as the parameters of a critic whose slope a penalty
/// limits, they are recorded in turn, and the record that they came from stays whole. Otherwise nobody can differentiate
/// them: the record that leads to the leaves is consumed, and the gradients are constants.
func backward(from loss: Tensor, to leaves: [Node]) -> [Tensor?] {
  require(
    loss.count == 1,
    "gradients: the loss must be a scalar, found shape \(loss.shape); take its mean() or its sum()")
  guard let root = loss.node else { return leaves.map { _ in nil } }

  let record = Record(below: root, to: leaves)
  let isRecorded = Node.isRecording && record.dependsOnOthers
  var gradients: [ObjectIdentifier: Tensor] = [ObjectIdentifier(root): Tensor.ones(loss.shape)]
  Node.$isRecording.withValue(isRecorded) {
    for node in record.nodes {
      require(
        !node.isConsumed,
        "gradients: part of this loss was differentiated before, and a record can be used only once; compute it again, "
          + "or make it a constant with `detached`")
      let edges = isRecorded ? node.edges : node.consume()
      guard let dy = gradients.removeValue(forKey: ObjectIdentifier(node)) else { continue }
      for edge in edges {
        let wanted = edge.inputs.map(record.leads)
        guard let pullBack = edge.pullBack, wanted.contains(true) else { continue }
        for (input, gradient) in zip(edge.inputs, pullBack(Pulled(dy: dy, output: node, wanted: wanted))) {
          guard let input, let gradient, record.leads(input) else { continue }
          let key = ObjectIdentifier(input)
          if let sum = gradients.removeValue(forKey: key) {
            gradients[key] = isRecorded ? recordedSum(sum, gradient) : Kernels.sum(consuming: sum, gradient)
          } else {
            gradients[key] = gradient
          }
        }
      }
    }
  }
  return leaves.map { leaf in
    let found = gradients[ObjectIdentifier(leaf)]
    return isRecorded ? found : found?.detached
  }
}

/// The sum of two gradients that can be differentiated.
private func recordedSum(_ a: Tensor, _ b: Tensor) -> Tensor {
  Kernels.binary(GK_ADD, a, b).derivative(wrt: a) { $0 }.derivative(wrt: b) { $0 }
}

/// The part of a computation that a backward pass goes through.
private struct Record {
  /// The nodes that lead to a leaf, deepest first, without the leaves.
  private(set) var nodes: [Node] = []
  /// Whether there are nodes off the path to the leaves, parts of another record, on which the gradients may depend.
  private(set) var dependsOnOthers = false
  private var leading: Set<ObjectIdentifier>

  init(below root: Node, to leaves: [Node]) {
    let targets = Set(leaves.map(ObjectIdentifier.init))
    let found = Record.nodesByDepth(from: root, until: targets)
    leading = targets
    for node in found.reversed() where !targets.contains(ObjectIdentifier(node)) {
      if node.edges.contains(where: { $0.inputs.contains(where: leads) }) {
        leading.insert(ObjectIdentifier(node))
      }
    }
    for node in found where leads(node) {
      let isTarget = targets.contains(ObjectIdentifier(node))
      if !isTarget { nodes.append(node) }
      for edge in node.edges {
        for case let input? in edge.inputs where isTarget || !leads(input) { dependsOnOthers = true }
      }
    }
  }

  /// Whether a gradient that reaches this node reaches a leaf.
  func leads(_ node: Node?) -> Bool { node.map { leading.contains(ObjectIdentifier($0)) } ?? false }

  /// Every node below `root`, deepest first; nodes below a leaf are not visited.
  private static func nodesByDepth(from root: Node, until leaves: Set<ObjectIdentifier>) -> [Node] {
    var seen: Set<ObjectIdentifier> = [ObjectIdentifier(root)]
    var found = [root]
    var next = 0
    while next < found.count {
      let node = found[next]
      next += 1
      if leaves.contains(ObjectIdentifier(node)) { continue }
      for edge in node.edges {
        for case let input? in edge.inputs where seen.insert(ObjectIdentifier(input)).inserted {
          found.append(input)
        }
      }
    }
    return found.sorted { $0.depth > $1.depth }
  }
}
