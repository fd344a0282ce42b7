/// The two sides of a GAN: generators and discriminators, and the optimizer that trains each side.
///
/// ```swift
/// struct Players: GANPlayers {
///   let generator, discriminator: Sequential
///   let optimizerG, optimizerD: Adam
/// }
/// ```
public protocol GANPlayers: Module {
  associatedtype OptimizerG: Optimizer
  associatedtype OptimizerD: Optimizer
  /// Trains the generators.
  var optimizerG: OptimizerG { get }
  /// Trains the discriminators.
  var optimizerD: OptimizerD { get }
  /// Any other state that training changes, such as pools of earlier images; by default none.
  var extraState: [(name: String, value: any Checkpointable)] { get }
}

extension GANPlayers {
  public var extraState: [(name: String, value: any Checkpointable)] { [] }

  /// Everything that training changes, to be saved and restored together: networks, optimizers and extra state.
  ///
  /// - Parameter name: distinguishes these players from others that are saved with them; nil if there are no others.
  public func state(named name: String? = nil) -> [(name: String, value: any Checkpointable)] {
    let prefix = name.map { "\($0) " } ?? ""
    return [
      (name ?? "players", self), ("\(prefix)optimizerG", optimizerG), ("\(prefix)optimizerD", optimizerD),
    ] + extraState.map { ("\(prefix)\($0.name)", $0.value) }
  }

  /// Sets the learning rate of both sides.
  public func setLearningRate(_ rate: Float) { setLearningRates(g: rate, d: rate) }

  /// Sets the learning rate of each side.
  public func setLearningRates(g: Float, d: Float) {
    (optimizerG.learningRate, optimizerD.learningRate) = (g, d)
  }
}
