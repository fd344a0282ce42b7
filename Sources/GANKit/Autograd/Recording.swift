/// A forward pass whose output is used twice: as a plain value, and as the input of a loss to differentiate later.
///
/// A training step of a GAN needs the generated images for both players. The discriminator's loss takes `value`, which
/// is a constant; the generator's takes the recorded output:
///
///     let generated = record(generator) { generator(z, mode) }
///     let (lossD, gradientsD) = gradients(of: discriminator) { ... generated.value ... }
///     let (lossG, gradientsG) = generated.gradients { fake in ... discriminator(fake, mode) ... }
public struct Recording {
  let output: Tensor
  /// The parameters while they were tracked.
  let leaves: [(parameter: Parameter, node: Node)]

  /// The output as a constant.
  public var value: Tensor { output.detached }

  /// The loss that the closure computes from the output, and its gradients with respect to the recorded parameters.
  ///
  /// This consumes the record, so it can be called only once. The loss must be a scalar that depends on at least one of
  /// the parameters.
  public func gradients(_ loss: (Tensor) -> Tensor) -> (loss: Float, gradients: Gradients) {
    let value = loss(output)
    let found = backward(from: value, to: leaves.map(\.node))
    require(
      leaves.isEmpty || found.contains { $0 != nil },
      "gradients: the loss does not depend on the model (\(leaves.count) parameter\(leaves.count == 1 ? "" : "s")); "
        + "was it computed outside of the closure, from another model, or from `value` or `detached`?")
    let pairs = zip(leaves, found).compactMap { leaf, gradient in gradient.map { (leaf.parameter, $0) } }
    return (value.detached.scalar, Gradients(pairs))
  }
}

/// Runs `forward` while these parameters are tracked; a parameter that is listed twice is tracked once.
func record(tracking parameters: [Parameter], _ forward: () -> Tensor) -> Recording {
  var seen: Set<ObjectIdentifier> = []
  let leaves = parameters.filter { seen.insert(ObjectIdentifier($0)).inserted }
    .map { (parameter: $0, node: Node.leaf(below: $0.leaf)) }
  // A recording may run inside another recording of the same model, which continues afterwards.
  let outer = leaves.map(\.parameter.leaf)
  for leaf in leaves { leaf.parameter.leaf = leaf.node }
  defer { for (leaf, outer) in zip(leaves, outer) { leaf.parameter.leaf = outer } }
  return Recording(output: forward(), leaves: leaves)
}
