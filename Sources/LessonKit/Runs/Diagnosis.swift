import GANKit

/// What went wrong in the trainings of a run, as the library's ``TrainingHealth`` saw it while they went on, and what to
/// try.
public struct Diagnosis: Encodable, Sendable {
  /// One training, or one step that ended with an error.
  public struct Item: Encodable, Sendable {
    public var step: String
    /// The loop's name where it has one.
    public var training: String?
    public var findings: [HealthRecord.Finding]
    /// What to try, as a command; missing where no setting fits.
    public var remedy: String?
    /// The error that ended the step.
    public var error: String?
    /// What was measured of a training in which nothing is wrong, in words.
    public var summary: String
  }

  public var chapter: String
  public var budget: Budget
  public var seed: UInt64
  public var items: [Item]

  /// Whether nothing is known to be wrong.
  public var isHealthy: Bool { items.allSatisfy { $0.findings.isEmpty && $0.error == nil } }

  /// - Parameters:
  ///   - settings: what the chapter's lesson declares, for remedies.
  ///   - program: how the program is called.
  public init(of record: RunRecord, settings: [any AnySetting], program: String, chapter: Chapter) {
    self.chapter = chapter.slug
    (budget, seed) = (record.budget, record.seed)
    items = record.steps.flatMap { step -> [Item] in
      let trainings = (step.health ?? []).map { health in
        Item(
          step: step.id, training: health.training, findings: health.findings,
          // The likeliest cause comes first, and what cures it may cure the rest.
          remedy: health.findings.first.flatMap {
            Remedy(for: $0.kind, of: record, settings)?.command(program, chapter)
          }, error: nil, summary: health.text)
      }
      guard let error = step.error else { return trainings }
      return trainings + [
        Item(step: step.id, training: nil, findings: [], remedy: nil, error: error, summary: "")
      ]
    }
  }

  /// For a person.
  public var markdown: String {
    guard !items.isEmpty else {
      return "No training of this run was watched: there is nothing to diagnose."
    }
    var text = items.map { item -> String in
      var parts = ["**Step `\(item.step)`**" + (item.training.map { ", \($0)" } ?? "")]
      if let error = item.error { parts.append("The step ended with an error: \(error)") }
      if !item.summary.isEmpty { parts.append(item.summary) }
      if let remedy = item.remedy { parts.append("To try: `\(remedy)`") }
      return parts.joined(separator: "\n\n")
    }
    let wrong = items.filter { !$0.findings.isEmpty || $0.error != nil }.count
    text.append(
      wrong == 0
        ? "Nothing wrong in \(Wording.count(items.count, "training"))."
        : "\(wrong) of \(Wording.count(items.count, "training")) with findings.")
    return text.joined(separator: "\n\n")
  }
}

/// A setting to change, and in which direction.
private struct Remedy {
  let setting: String
  let value: SettingScalar

  /// - Parameter kind: of the finding, as `HealthFinding.Kind` names it.
  init?(for kind: String, of record: RunRecord, _ declared: [any AnySetting]) {
    guard let kind = HealthFinding.Kind(rawValue: kind) else { return nil }
    // Of two rates, the one that the finding is about; chapters with one rate for both have that.
    let (names, factor): ([String], Double) =
      switch kind {
      case .notFinite, .growingLoss: (["learningRate", "learningRateD", "learningRateG"], 0.1)
      case .discriminatorTooStrong: (["learningRateD", "learningRate"], 0.25)
      case .lowDiversity: (["learningRateG", "learningRate"], 0.25)
      case .vanishingGradient, .lossNearZero: (["learningRateD", "learningRate"], 0.25)
      case .standstill: (["learningRateG", "learningRateD", "learningRate"], 10)
      case .wrongSign, .discriminatorInverted: ([], 1)
      }
    for name in names where declared.contains(where: { $0.name == name }) {
      guard let value = record.settings[name]?.number else { continue }
      setting = name
      // 0.00025, not 0.00025000000000000001.
      self.value = .number(Double(Wording.number(value * factor)) ?? value * factor)
      return
    }
    return nil
  }

  func command(_ program: String, _ chapter: Chapter) -> String {
    "\(program) \(chapter.runWords) --set \(setting)=\(value)"
  }
}

extension SettingScalar {
  fileprivate var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .bool, .text: nil
    }
  }
}
