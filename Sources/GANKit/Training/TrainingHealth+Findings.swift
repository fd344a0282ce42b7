extension TrainingHealth {
  /// The values that a loop logged under one name, such as a loss, in the order of its steps.
  public struct Logged: Sendable {
    public let name: String
    public let values: [(step: Int, value: Double)]

    public init(name: String, values: [(step: Int, value: Double)]) {
      (self.name, self.values) = (name, values)
    }
  }

  /// What is wrong now, judged by the observations; empty if nothing is.
  public var findings: [HealthFinding] { findings(logged: []) }

  /// What is wrong now, judged by the observations and by the logged values; empty if nothing is. The likeliest cause
  /// comes first.
  public func findings(logged: [Logged]) -> [HealthFinding] {
    let observed = HealthFinding.Kind.allCases.compactMap { kind -> HealthFinding? in
      guard (observations.last?.step ?? 0) >= firstStep(for: kind) else { return nil }
      guard let number = number(of: kind, at: observations.count) else { return nil }
      // How long this has been the case without a break.
      var first = observations.count
      while first > 1, self.number(of: kind, at: first - 1) != nil { first -= 1 }
      return HealthFinding(
        kind: kind, number: number, since: observations[first - 1].step, patience: patience, limits: limits)
    }
    let signs = logged.compactMap(wrongSign)
    let kinds = Set((signs + observed).map(\.kind))
    // A loss that has grown out of bounds explains another that is at zero now and then.
    let told = logged.compactMap { finding(in: $0, besides: kinds) }.sorted {
      $0.kind == .growingLoss && $1.kind != .growingLoss
    }
    let rest = signs + observed + told
    guard let standstill else { return rest }
    // A network that does not move at all explains what its opponent does; a few parameters that do not are explained by
    // the rest. Neither explains a number that is not finite.
    let isCause = parameters.hasStandingNetwork(since: standstill.since) && rest.first?.kind != .notFinite
    return isCause ? [standstill] + rest : rest + [standstill]
  }

  /// Whether training has gone on for so long that its beginning no longer explains why all images are alike.
  public var isPastBeginning: Bool { (observations.last?.step ?? 0) >= limits.diversityFrom }

  private func firstStep(for kind: HealthFinding.Kind) -> Int {
    switch kind {
    case .lowDiversity: limits.diversityFrom
    case .discriminatorTooStrong: limits.accuracyFrom
    default: 0
    }
  }

  /// The number that a finding rests on after the first `count` observations; nil if there is no such finding.
  private func number(of kind: HealthFinding.Kind, at count: Int) -> Double? {
    let isFinite = observations[..<count].suffix(1).allSatisfy { latest in
      latest.numbers.allSatisfy { $0?.isFinite ?? true }
    }
    if kind == .notFinite { return isFinite ? nil : .nan }
    guard isFinite, count > patience else { return nil }
    let latest = observations[count - patience..<count]
    switch kind {
    case .discriminatorInverted:
      return mean(latest, \.accuracy).flatMap { $0 < limits.lowAccuracy ? $0 : nil }
    case .lowDiversity:
      return median(latest, \.diversity).flatMap { $0 < limits.diversity ? $0 : nil }
    case .discriminatorTooStrong:
      return mean(latest, \.accuracy).flatMap { $0 > limits.accuracy ? $0 : nil }
    case .vanishingGradient:
      guard let share = gradientShare(of: latest) else { return nil }
      return share < limits.gradientShare ? share : nil
    case .notFinite, .wrongSign, .growingLoss, .lossNearZero, .standstill: return nil
    }
  }

  // MARK: - The latest observations

  /// The mean share of right decisions by D over the latest observations, 0...1; nil if it was not observed.
  public var latestAccuracy: Double? { mean(observations.suffix(patience), \.accuracy) }

  /// The median diversity of generated images, relative to real ones, over the latest observations.
  public var latestDiversity: Double? { median(observations.suffix(patience), \.diversity) }

  /// The median length of G's gradient over the latest observations, as a multiple of that over the first ones.
  public var latestGradientShare: Double? { gradientShare(of: observations.suffix(patience)) }

  private func gradientShare(of latest: ArraySlice<Observation>) -> Double? {
    guard let beginning = median(observations.prefix(patience), \.gradientNorm),
      let norm = median(latest, \.gradientNorm)
    else { return nil }
    return beginning > 0 ? norm / beginning : 0
  }

  // MARK: - The logged losses

  /// A loss far below zero while D catches all of G's images. Cross-entropies and squares are never negative, and the
  /// saturating loss is then near zero: the network whose loss falls is being rewarded for being caught.
  private func wrongSign(in logged: Logged) -> HealthFinding? {
    guard observations.count > patience, logged.values.count >= 5 * patience,
      let caught = mean(observations.suffix(patience), \.accuracyOnFake), caught > limits.accuracy
    else { return nil }
    let last = median(logged.values.suffix(logged.values.count / 5).map(\.value))
    guard last < limits.negative else { return nil }
    let since = logged.values.last { $0.value >= limits.negative }?.step ?? logged.values[0].step
    return HealthFinding(
      kind: .wrongSign, number: last, since: since, of: logged.name, patience: patience, limits: limits)
  }

  /// What the values of one loss show by themselves.
  private func finding(in logged: Logged, besides kinds: Set<HealthFinding.Kind>) -> HealthFinding? {
    // Fifths of fewer rows would be too short for a median.
    guard logged.values.count >= 5 * patience else { return nil }
    let sizes = logged.values.map { abs($0.value) }
    let fifth = sizes.count / 5
    let (first, last) = (median(Array(sizes.prefix(fifth))), median(Array(sizes.suffix(fifth))))
    func since(_ isSo: (Double) -> Bool) -> Int {
      let count = sizes.reversed().prefix { isSo($0) }.count
      return logged.values[sizes.count - max(1, count)].step
    }
    func found(_ kind: HealthFinding.Kind, _ number: Double, _ isSo: (Double) -> Bool) -> HealthFinding {
      HealthFinding(
        kind: kind, number: number, since: since(isSo), of: logged.name, patience: patience, limits: limits)
    }
    if last > limits.growth * max(first, 1), !kinds.contains(.wrongSign) {
      return found(.growingLoss, last) { $0 > limits.growth * max(first, 1) / 2 }
    }
    // It has to stay there: a loss that swings between small and large values is not near zero.
    if sizes.suffix(fifth).allSatisfy({ $0 < limits.nearZero * first }),
      !kinds.contains(.discriminatorTooStrong)
    {
      return found(.lossNearZero, last) { $0 < limits.nearZero * first }
    }
    let end = logged.values.suffix(fifth).map(\.value)
    if last > 0, end.allSatisfy({ $0 == end[0] }) { return found(.standstill, last) { $0 == sizes.last! } }
    return nil
  }

  /// Parameters that have not moved over the latest observations.
  private var standstill: HealthFinding? {
    guard observations.count > patience else { return nil }
    let still = parameters.unchanged(since: observations[observations.count - 1 - patience].step)
    guard let first = still.first else { return nil }
    let others = still.count - 1
    return HealthFinding(
      kind: .standstill, number: Double(still.count), since: still.map(\.since).max()!,
      of: first.name + (others == 0 ? "" : " and \(others) other parameter\(others == 1 ? "" : "s")"),
      patience: patience, limits: limits)
  }

  // MARK: - Medians and means

  private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  private func median(_ rows: ArraySlice<Observation>, _ value: (Observation) -> Double?) -> Double? {
    let values = rows.compactMap(value)
    return values.isEmpty ? nil : median(values)
  }

  private func mean(_ rows: ArraySlice<Observation>, _ value: (Observation) -> Double?) -> Double? {
    let values = rows.compactMap(value)
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
