/// Watches a training for the ways in which GANs fail, from what a loop knows where it logs.
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
/// One batch says little: findings are about the latest `patience` observations together. The first `patience` ones show
/// what is normal for this training, and give no finding but a number that is not finite.
public final class TrainingHealth {
  /// What was known at one step; a number that was not observed is nil.
  public struct Observation: Hashable, Sendable {
    public let step: Int
    /// The share of right decisions of D, over real and generated images alike.
    public let accuracy: Double?
    /// The share of generated images that D takes for generated.
    public let accuracyOnFake: Double?
    /// The length of G's gradient.
    public let gradientNorm: Double?
    /// How different the generated images are, beside real ones: see `diversity(of:beside:)`.
    public let diversity: Double?
  }

  public private(set) var observations: [Observation] = []
  /// How many observations a finding is about.
  public let patience: Int
  public let limits: HealthLimits
  /// Since when parameters have kept their values.
  private(set) var parameters: ParameterWatch

  /// - Parameter modules: the players, whose parameters are to move; none where only numbers are observed.
  public init(of modules: any Module..., patience: Int = 5, limits: HealthLimits = HealthLimits()) {
    require(patience >= 1, "TrainingHealth: needs at least 1 observation, not \(patience)")
    (self.patience, self.limits) = (patience, limits)
    parameters = ParameterWatch(modules)
  }

  /// Whether a loop of `count` steps is to be observed at step `i`: fifty times in all, at most at every tenth step, and
  /// at the last one.
  public func isDue(_ i: Int, of count: Int) -> Bool {
    i % max(10, count / 50) == 0 || i == count - 1
  }

  /// Whether too little was observed to tell a beginning from an end.
  public var isTooShort: Bool { observations.count < 2 * patience }

  /// Takes note of one training step, from D's decisions. The players are best at rest, in inference mode: dropout and
  /// batch statistics then neither disturb the numbers nor draw from the training's random source.
  ///
  /// - Parameters:
  ///   - step: its number.
  ///   - onReal, onFake: what D says of real images and of generated ones.
  ///   - threshold: D takes an image for real above this: 0 for logits.
  ///   - gradientNorm: the length of the gradient that reaches G by these decisions, `Gradients.norm`.
  ///   - fakes: generated images `[N, H, W, C]` or points `[N, D]`; 32 or more, for a steady number. One says nothing
  ///     about how alike they are, and is left out.
  ///   - reals: real ones of the same shape but for N.
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
        diversity: min(fakes.shape[0], reals.shape[0]) > 1 ? diversity(of: fakes, beside: reals) : nil))
  }

  /// Takes note of one training step, from a forward pass of G and D's decisions on its images, all in inference mode.
  ///
  /// - Parameters:
  ///   - step: its number.
  ///   - generated: generated images or points; 32 or more, for a steady number.
  ///   - reals: real ones of the same shape but for their number.
  ///   - decide: D's logits on either.
  ///   - lossG: G's loss, from D's logits on generated images.
  public func observe(
    step: Int, generated: Recording, reals: Tensor, decide: (Tensor) -> Tensor, lossG: (Tensor) -> Tensor
  ) {
    let (_, gradients) = generated.gradients { lossG(decide($0)) }
    observe(
      step: step, onReal: decide(reals), onFake: decide(generated.value), gradientNorm: gradients.norm,
      fakes: generated.value, reals: reals)
  }

  /// Takes note of one training step, from what was counted.
  ///
  /// - Parameters:
  ///   - accuracyOnReal: the share of real images that D takes for real, 0...1.
  ///   - accuracyOnFake: the share of generated images that D takes for generated, 0...1.
  public func observe(
    step: Int, accuracyOnReal: Double, accuracyOnFake: Double, gradientNorm: Float, fakes: Tensor,
    reals: Tensor
  ) {
    append(
      Observation(
        step: step, accuracy: (accuracyOnReal + accuracyOnFake) / 2, accuracyOnFake: accuracyOnFake,

        gradientNorm: Double(gradientNorm), diversity: diversity(of: fakes, beside: reals)))
  }

  /// Takes note of one step of a training without an opponent: whether its parameters move.
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
