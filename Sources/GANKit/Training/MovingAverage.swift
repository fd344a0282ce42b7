/// An exponential moving average of a model's weights, kept in a second model of the same design.
///
///     average = decay * average + (1 - decay) * weights
///
/// In games such as f(x, y) = xy the players circle around the solution, and the middle of the circle is better than any
/// point on it. Averaging also improved the samples of many GANs (Yazici et al. 2019, "The Unusual Effectiveness of
/// Averaging in GAN Training"). Buffers, such as running means, are averaged in the same way.
public struct MovingAverage<Model: Module> {
  /// The averaged model: for sampling, not for training.
  public let model: Model
  private let source: Model
  private let decay: Float

  /// - Parameters:
  ///   - source: the model in training.
  ///   - model: a model of the same design; its values are overwritten with the source's.
  ///   - decay: in [0, 1); the average extends over about 1 / (1 - decay) updates.
  public init(of source: Model, in model: Model, decay: Float) {
    require(decay >= 0 && decay < 1, "MovingAverage: the decay must lie in [0, 1), found \(decay)")
    require(
      source.parameters.map(\.parameter.shape) == model.parameters.map(\.parameter.shape),
      "MovingAverage: both models must have the same design")
    (self.source, self.model, self.decay) = (source, model, decay)
    mix(0)
  }

  /// Call after each update of the source.
  public func update() { mix(decay) }

  private func mix(_ decay: Float) {
    for (average, value) in zip(model.parameters, source.parameters) {
      average.parameter.update { Kernels.mix(value.parameter.value, into: $0, decay: decay) }
    }
    for (average, value) in zip(model.buffers, source.buffers) {
      average.buffer.value = decay * average.buffer.value + (1 - decay) * value.buffer.value
    }
  }
}
