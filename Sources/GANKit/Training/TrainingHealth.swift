/// Watches a training run for the ways in which GANs fail, using what the loop knows when it logs.
///
/// ```swift
/// let health = TrainingHealth(of: players)
/// // in the loop:
/// if health.isDue(i, of: count) {
///   health.observe(
///     step: i, onReal: decisionsOnReal, onFake: decisionsOnFake, gradientNorm: gradientsG.norm, fakes: fakes,
///     reals: reals)
/// }
/// // after it:
/// for finding in health.findings { report.say(finding.sentence) }
/// ```
///
/// One batch says little, so findings rest on the latest `patience` observations together. The first `patience` ones
/// show what is normal for this run; the only finding that they can give is a number that is not finite.
public final class TrainingHealth {
  /// What was known at one step; a number that was not observed is nil.
  public struct Observation: Hashable, Sendable {
    public let step: Int
    /// The mean of D's shares of right decisions on real images and on generated ones, 0...1.
    public let accuracy: Double?
    /// The share of generated images that D takes for generated, 0...1.
    public let accuracyOnFake: Double?
    /// The length of G's gradient.
    public let gradientNorm: Double?
    /// How different the generated images are, relative to real ones; see `diversity(of:relativeTo:)`.
    public let diversity: Double?
  }

  public private(set) var observations: [Observation] = []
  /// The number of observations that a finding rests on.
  public let patience: Int
  public let limits: HealthLimits
  /// How long parameters have kept their values.
  private(set) var parameters: ParameterWatch

  /// - Parameters:
  ///   - modules: the players, whose parameters should move; none if only numbers are observed.
  ///   - patience: the number of observations that a finding rests on, at least 1.
  ///   - limits: the limits beyond which something counts as wrong.
  public init(of modules: any Module..., patience: Int = 5, limits: HealthLimits = HealthLimits()) {
    require(patience >= 1, "TrainingHealth: the patience must be at least 1, found \(patience)")
    (self.patience, self.limits) = (patience, limits)
    parameters = ParameterWatch(modules)
  }

  /// Whether a loop of `count` steps should be observed at step `i`: about fifty times in all, but at most at every
  /// tenth step, and at the last step.
  public func isDue(_ i: Int, of count: Int) -> Bool {
    i % max(10, count / 50) == 0 || i == count - 1
  }

  /// Whether there are too few observations to tell the beginning from the end.
  public var isTooShort: Bool { observations.count < 2 * patience }

  /// Notes one training step, from D's decisions. The players are best observed in inference mode: dropout and batch
  /// statistics then neither disturb the numbers nor draw from the random source used for training.
  ///
  /// - Parameters:
  ///   - step: the number of the step.
  ///   - onReal: D's decisions on real images.
  ///   - onFake: its decisions on generated images.
  ///   - threshold: D takes an image for real if its decision lies above this: 0 for logits, 0.5 for probabilities.
  ///   - gradientNorm: the length of the gradient that reaches G through these decisions, `Gradients.norm`.
  ///   - fakes: generated images `[N, H, W, C]` or points `[N, D]`; 32 or more for a steady number. From a single one
  ///     no diversity is computed.
  ///   - reals: real images or points of the same shape except for N.
  public func observe(
    step: Int, onReal: Tensor, onFake: Tensor, threshold: Float = 0, gradientNorm: Float,
    fakes: Tensor, reals: Tensor
  ) {
    func share(_ decisions: Tensor, _ isRight: (Float) -> Bool) -> Double {
      // What is not finite is neither right nor wrong.
      guard decisions.scalars.allSatisfy(\.isFinite) else { return .nan }
      return Double(decisions.scalars.count(where: isRight)) / Double(decisions.count)
    }
    let (real, fake) = (share(onReal) { $0 > threshold }, share(onFake) { $0 <= threshold })
    append(
      Observation(
        step: step, accuracy: (real + fake) / 2, accuracyOnFake: fake,
        gradientNorm: Double(gradientNorm),
        diversity: min(fakes.shape[0], reals.shape[0]) > 1 ? diversity(of: fakes, relativeTo: reals) : nil))
  }

  /// Notes one training step, from a forward pass of G and D's decisions on its images, all in inference mode.
  ///
  /// - Parameters:
  ///   - step: the number of the step.
  ///   - generated: generated images or points, recorded with respect to G's parameters; 32 or more for a steady
  ///     number. The record is consumed.
  ///   - reals: real images or points of the same shape except for N.
  ///   - decide: D, which returns a logit for each image.
  ///   - lossG: G's loss, computed from D's logits on generated images.
  public func observe(
    step: Int, generated: Recording, reals: Tensor, decide: (Tensor) -> Tensor, lossG: (Tensor) -> Tensor
  ) {
    let (_, gradients) = generated.gradients { lossG(decide($0)) }
    observe(
      step: step, onReal: decide(reals), onFake: decide(generated.value), gradientNorm: gradients.norm,
      fakes: generated.value, reals: reals)
  }

  /// Notes one training step, from D's accuracies.
  ///
  /// - Parameters:
  ///   - step: the number of the step.
  ///   - accuracyOnReal: the share of real images that D takes for real, 0...1.
  ///   - accuracyOnFake: the share of generated images that D takes for generated, 0...1.
  ///   - gradientNorm: the length of the gradient that reaches G, `Gradients.norm`.
  ///   - fakes: at least two generated images `[N, H, W, C]` or points `[N, D]`.
  ///   - reals: at least two real ones, of the same shape except for N.
  public func observe(
    step: Int, accuracyOnReal: Double, accuracyOnFake: Double, gradientNorm: Float, fakes: Tensor,
    reals: Tensor
  ) {
    append(
      Observation(
        step: step, accuracy: (accuracyOnReal + accuracyOnFake) / 2, accuracyOnFake: accuracyOnFake,
        gradientNorm: Double(gradientNorm), diversity: diversity(of: fakes, relativeTo: reals)))
  }

  /// Notes one step of training without an opponent, for which only the movement of parameters is watched.
  public func observe(step: Int) {
    append(
      Observation(
        step: step, accuracy: nil, accuracyOnFake: nil, gradientNorm: nil, diversity: nil))
  }

  private func append(_ observation: Observation) {
    observations.append(observation)
    parameters.look(at: observation.step)
  }
}

extension TrainingHealth: Checkpointable {
  public func save(to checkpoint: inout Checkpoint, as name: String) {
    checkpoint[integers: "\(name).count"] = [UInt64(observations.count)]
    checkpoint[integers: name] = observations.flatMap { observation in
      [UInt64(observation.step)] + observation.numbers.flatMap { [$0 == nil ? 0 : 1, ($0 ?? 0).bitPattern] }
    }
    parameters.save(to: &checkpoint, as: "\(name).parameters")
  }

  public func load(from checkpoint: Checkpoint, as name: String) throws {
    let count = Int(try checkpoint.integers(named: "\(name).count", count: 1)[0])
    let words = try checkpoint.integers(named: name, count: 9 * count)
    try parameters.load(from: checkpoint, as: "\(name).parameters")
    observations = (0..<count).map { index in
      let row = words[9 * index..<9 * index + 9].map { $0 }
      let numbers = (0..<4).map { row[1 + 2 * $0] == 0 ? nil : Double(bitPattern: row[2 + 2 * $0]) }
      return Observation(
        step: Int(row[0]), accuracy: numbers[0], accuracyOnFake: numbers[1],
        gradientNorm: numbers[2], diversity: numbers[3])
    }
  }
}

extension TrainingHealth.Observation {
  var numbers: [Double?] { [accuracy, accuracyOnFake, gradientNorm, diversity] }
}
