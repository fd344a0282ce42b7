/// Moves the parameters of models against their gradients.
///
/// ```swift
/// let optimizer = Adam(for: model, learningRate: 1e-3)
/// let (loss, found) = gradients(of: model) { meanSquaredError(model(x, mode), y) }
/// optimizer.update(with: found)
/// ```
///
/// **Training a part of a model.** A parameter moves if it has a gradient, and it has one if `gradients(of:)` names it.
/// Nothing has to be marked as frozen: `gradients(of: model.head)` leaves the rest of the model as it is, even if the
/// optimizer was made for the whole model. For a parameter without a gradient nothing changes: its value, without weight
/// decay either, the running values that the optimizer keeps for it, and its count of updates all stay. So a part that
/// joins later begins as it would with a new optimizer. The optimizer saves all of its parameters; a run may be
/// saved in one phase and resumed in another.
///
/// Running statistics are not parameters: in a part that must stay as it is, batch normalization is called in
/// `Mode.inference`.
public protocol Optimizer: AnyObject, Checkpointable {
  /// The learning rate; a schedule may change it between updates.
  var learningRate: Float { get set }

  /// Moves the parameters one step against their gradients. A parameter without a gradient stays as it is; gradients
  /// that belong to none of the optimizer's parameters end the program with a message.
  func update(with gradients: Gradients)
}
