extension Tensor {
  /// Says how a gradient reaches several inputs at once, by a pass that does for all of them what `composition` does
  /// with operations, only faster.
  ///
  /// - Parameters:
  ///   - composition: the same value, computed with operations that have derivatives. A derivative of the derivative is
  ///     taken from it.
  ///   - pullBack: is told which inputs are wanted and may return nil for the others. It works on constants, so that it
  ///     may capture its operands `detached`.
  func derivative(
    wrt inputs: [Tensor?], composition: @escaping @Sendable ([Tensor?]) -> Tensor,
    _ pullBack: @escaping @Sendable (_ dy: Tensor, _ wanted: [Bool]) -> [Tensor?]
  ) -> Tensor {
    let nodes = inputs.map { $0?.node }
    guard Node.isRecording, nodes.contains(where: { $0 != nil }) else { return self }
    for case let node? in nodes { requireOwnRecord(node) }
    return adding(
      Edge(inputs: nodes) { pulled in
        guard Node.isRecording else {
          let found = pullBack(pulled.dy, pulled.wanted)
          for case (let gradient?, let input?) in zip(found, inputs) {
            Edge.check(gradient, ofShape: input.shape)
          }
          return found
        }
        let chosen = inputs.indices.filter { pulled.wanted[$0] }
        let found = gradients(at: chosen.map { inputs[$0]! }) { operands in
          var all = inputs
          for (index, operand) in zip(chosen, operands) { all[index] = operand }
          return (composition(all) * pulled.dy).sum()
        }
        var placed = [Tensor?](repeating: nil, count: inputs.count)
        for (index, gradient) in zip(chosen, found) { placed[index] = gradient }
        return placed
      })
  }
}
