/// The gradients of a loss with respect to the parameters of one or several models.
public struct Gradients {
  private let tensors: [ObjectIdentifier: Tensor]

  init(_ pairs: [(Parameter, Tensor)]) {
    tensors = Dictionary(uniqueKeysWithValues: pairs.map { (ObjectIdentifier($0.0), $0.1) })
  }

  /// The gradient of one parameter, of its shape; nil where the loss does not depend on it.
  public subscript(parameter: Parameter) -> Tensor? { tensors[ObjectIdentifier(parameter)] }

  /// The Euclidean length of all gradients taken together.
  public var norm: Float {
    tensors.values.map { Kernels.sumOfSquares($0) }.sorted().reduce(0, +).squareRoot()
  }
}

/// The loss that `loss` returns and its gradients with respect to the parameters of `model`.
///
/// Exactly these parameters are tracked, during exactly this call; all others are constants.
public func gradients(of model: some Module, _ loss: () -> Tensor) -> (loss: Float, gradients: Gradients) {
  record(model, loss).gradients { $0 }
}

/// The same with respect to several models at once, such as the two generators of a CycleGAN.
public func gradients(of models: [any Module], _ loss: () -> Tensor) -> (loss: Float, gradients: Gradients) {
  record(models, loss).gradients { $0 }
}

/// The same for a closure that also returns something to keep: parts of the loss, generated images.
public func gradients<Auxiliary>(
  of models: any Module..., with loss: () -> (loss: Tensor, auxiliary: Auxiliary)
) -> (loss: Float, gradients: Gradients, auxiliary: Auxiliary) {
  var kept: Auxiliary!
  let recording = record(models) { () -> Tensor in
    let result = loss()
    kept = result.auxiliary
    return result.loss
  }
  let (value, gradients) = recording.gradients { $0 }
  return (value, gradients, kept)
}

/// A forward pass whose output serves twice: as a plain value, and as the start of a loss to differentiate later.
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

  /// The loss that the closure makes of the output, and its gradients with respect to the recorded parameters.
  ///
  /// This consumes the record: it can be done only once. The loss must depend on at least one of the parameters.
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

/// Runs `forward` while the parameters of `model` are tracked.
public func record(_ model: some Module, _ forward: () -> Tensor) -> Recording {
  record([model], forward)
}

/// Runs `forward` while the parameters of several models are tracked.
public func record(_ models: [any Module], _ forward: () -> Tensor) -> Recording {
  // Models may share parameters.
  var seen: Set<ObjectIdentifier> = []
  let leaves = models.flatMap(\.parameters).map(\.parameter)
    .filter { seen.insert(ObjectIdentifier($0)).inserted }
    .map { (parameter: $0, node: Node.leaf(below: $0.leaf)) }
  // A recording may run inside another one of the same model, which goes on afterwards.
  let outer = leaves.map(\.parameter.leaf)
  for leaf in leaves { leaf.parameter.leaf = leaf.node }
  defer { for (leaf, outer) in zip(leaves, outer) { leaf.parameter.leaf = outer } }
  return Recording(output: forward(), leaves: leaves)
}

/// The gradient of a scalar function with respect to its input, of the input's shape.
///
/// Inside of `gradients(of:)` it may be used as a constant, `detached`. A loss cannot depend on it in another way: there
/// are no second derivatives yet, and the program ends with a message.
public func gradient(at x: Tensor, of function: (Tensor) -> Tensor) -> Tensor {
  gradients(at: [x]) { function($0[0]) }[0]
}

/// The gradients of a scalar function with respect to each of its inputs; zero where it does not depend on one.
public func gradients(at inputs: [Tensor], of function: ([Tensor]) -> Tensor) -> [Tensor] {
  let leaves = inputs.map { Node.leaf(below: $0.node) }
  let tracked = zip(inputs, leaves).map { x, node in
    Tensor(storage: x.storage, offset: x.offset, shape: x.shape, node: node)
  }
  let found = backward(from: function(tracked), to: leaves)
  return zip(inputs, found).map { x, gradient in gradient ?? Tensor.zeros(x.shape) }
}
