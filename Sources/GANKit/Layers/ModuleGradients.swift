/// The loss that `loss` returns and its gradients with respect to the parameters of `model`.
///
/// Exactly these parameters are tracked, during exactly this call; all others are constants. The loss must be a scalar
/// that depends on at least one of them.
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

/// Runs `forward` while the parameters of `model` are tracked.
public func record(_ model: some Module, _ forward: () -> Tensor) -> Recording {
  record([model], forward)
}

/// Runs `forward` while the parameters of several models, which may share some, are tracked.
public func record(_ models: [any Module], _ forward: () -> Tensor) -> Recording {
  record(tracking: models.flatMap(\.parameters).map(\.parameter), forward)
}
