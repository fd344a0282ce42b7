/// Watches a training for the ways in which GANs fail, from what a loop knows where it logs.
///
/// ```swift
/// let health = TrainingHealth()
/// // in the loop, every so many steps:
/// health.observe(
///   step: i, accuracyOnReal: onReal, accuracyOnFake: onFake, gradientNorm: gradientsG.norm, fakes: fake,
///   reals: real)
/// for finding in health.findings { report.say(finding.sentence) }
/// ```
///
/// One batch says little: findings are about the latest `patience` observations together. The first `patience` ones show
/// what is normal for this training, and give no finding but a number that is not finite.
public final class TrainingHealth {
  /// What was known at one step.
  public struct Observation: Hashable, Sendable {
    public let step: Int
    /// The share of right decisions of D, over real and generated images alike.
    public let accuracy: Double
    /// The length of G's gradient.
    public let gradientNorm: Double
    /// How different the generated images are, beside real ones: see `diversity(of:beside:)`.
    public let diversity: Double
  }

  public private(set) var observations: [Observation] = []
  /// How many observations a finding is about.
  public let patience: Int
  public let limits: HealthLimits

  public init(patience: Int = 5, limits: HealthLimits = HealthLimits()) {
    require(patience >= 1, "TrainingHealth: needs at least 1 observation, not \(patience)")
    (self.patience, self.limits) = (patience, limits)
  }

  /// Takes note of one training step.
  ///
  /// - Parameters:
  ///   - step: its number.
  ///   - accuracyOnReal: the share of real images that D takes for real, 0...1.
  ///   - accuracyOnFake: the share of generated images that D takes for generated, 0...1.
  ///   - gradientNorm: the length of the gradient of G's loss, `Gradients.norm`.
  ///   - fakes: generated images `[N, H, W, C]` or points `[N, D]`; 32 or more, for a steady number.
  ///   - reals: real ones of the same shape but for N.
  public func observe(
    step: Int, accuracyOnReal: Double, accuracyOnFake: Double, gradientNorm: Float, fakes: Tensor,
    reals: Tensor
  ) {
    observations.append(
      Observation(
        step: step, accuracy: (accuracyOnReal + accuracyOnFake) / 2, gradientNorm: Double(gradientNorm),
        diversity: diversity(of: fakes, beside: reals)))
  }

  /// What is wrong now; empty if nothing is.
  public var findings: [HealthFinding] {
    HealthFinding.Kind.allCases.compactMap { kind in
      guard let number = number(of: kind, at: observations.count) else { return nil }
      // How long it has been so without a break.
      var first = observations.count
      while first > 1, self.number(of: kind, at: first - 1) != nil { first -= 1 }
      return HealthFinding(
        kind: kind, number: number, since: observations[first - 1].step, patience: patience, limits: limits)
    }
  }

  /// The number that a finding rests on after the first `count` observations; nil where there is no such finding.
  private func number(of kind: HealthFinding.Kind, at count: Int) -> Double? {
    let isFinite = observations[..<count].suffix(1).allSatisfy { latest in
      [latest.accuracy, latest.gradientNorm, latest.diversity].allSatisfy(\.isFinite)
    }
    if kind == .notFinite { return isFinite ? nil : .nan }
    guard isFinite, count > patience else { return nil }
    let latest = observations[count - patience..<count]
    switch kind {
    case .notFinite: return nil
    case .lowDiversity:
      let diversity = median(latest.map(\.diversity))
      return diversity < limits.diversity ? diversity : nil
    case .discriminatorTooStrong:
      let accuracy = latest.reduce(0) { $0 + $1.accuracy } / Double(patience)
      return accuracy > limits.accuracy ? accuracy : nil
    case .vanishingGradient:
      let beginning = median(observations[..<patience].map(\.gradientNorm))
      let norm = median(latest.map(\.gradientNorm))
      let share = beginning > 0 ? norm / beginning : 0
      return share < limits.gradientShare ? share : nil
    }
  }

  private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}

extension TrainingHealth: Checkpointable {
  public func save(to checkpoint: inout Checkpoint, as name: String) {
    checkpoint[integers: "\(name).count"] = [UInt64(observations.count)]
    checkpoint[integers: name] = observations.flatMap { observation in
      [UInt64(observation.step)]
        + [observation.accuracy, observation.gradientNorm, observation.diversity].map(\.bitPattern)
    }
  }

  public func load(from checkpoint: Checkpoint, as name: String) throws {
    let count = Int(try checkpoint.integers(named: "\(name).count", count: 1)[0])
    let words = try checkpoint.integers(named: name, count: 4 * count)
    observations = (0..<count).map { index in
      let values = words[4 * index + 1..<4 * index + 4].map(Double.init(bitPattern:))
      return Observation(
        step: Int(words[4 * index]), accuracy: values[0], gradientNorm: values[1], diversity: values[2])
    }
  }
}
