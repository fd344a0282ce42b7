import DataFolders
import Foundation
import GANKit

/// How far a chapter's recorded run got, as `contents` shows it.
public enum ChapterStatus: String, Codable, Sendable {
  case done
  /// All steps ran, but what they depend on has changed since, or files that they made are gone.
  case stale
  /// A check failed or a step ended with an error.
  case failed
  case interrupted
  /// Some steps ran (`--only`), others never did.
  case partly = "run in part"
  case notRun = "not run"
}

/// The state of a chapter's results: how far its run got, and whether a run now would still give the same.
public struct ChapterState: Sendable {
  public var status: ChapterStatus
  /// Why the results are not those of a run now, one reason each: "the library's code has changed". Changes to the prose
  /// never count.
  public var reasons: [String] = []
  /// The conditions of each part, "seed 2: judge", where they are not all the same; otherwise empty.
  public var parts: [String] = []
  /// How the run's conditions differ from those of a plain `run`: "quick", "seed 2", "learningRate=0.1".
  public var conditions: [String] = []
  public var record: RunRecord?
  /// The steps whose results are not those of a run now.
  public var staleSteps: Set<String> = []

  /// - Parameters:
  ///   - record: the contents of `run.json`, or `nil` if there is none.
  ///   - stepIDs: the chapter's steps as they are now.
  ///   - settings: what the lesson declares.
  ///   - code: the code as it is now; nil leaves code out of the comparison.
  ///   - data: where to look for data sets now; nil looks where the run did: in the folder that `--data` named, or in
  ///     the usual ones.
  ///   - folder: the chapter's run folder.
  public init(
    _ record: RunRecord?, stepIDs: [String], settings: [any AnySetting] = [], code: CodeVersion?,
    data: DataFolder?,
    folder: URL
  ) {
    guard let record, record.steps.contains(where: { $0.status != .notRun }) else {
      status = .notRun
      return
    }
    self.record = record
    let staleness = Staleness(record: record, stepIDs: stepIDs, code: code, data: data, folder: folder)
    reasons = staleness.reasons
    if !reasons.isEmpty {
      staleSteps = Set(
        record.steps.filter { $0.status != .notRun && !staleness.reasons(of: $0).isEmpty }.map(\.id))
    }
    parts = record.parts
    conditions = record.unusualConditions(settings)
    status =
      switch record.status {
      case .done: reasons.isEmpty ? .done : .stale
      case .failed: .failed
      case .interrupted: .interrupted
      case .notRun: .partly
      }
  }

  /// Whether a run from random weights with this seed and these settings would only repeat what is there. Results do not depend on the number
  /// of threads.
  public func isDone(seed: UInt64, settings: Settings) -> Bool {
    guard status == .done, parts.isEmpty, let record else { return false }
    return record.budget == settings.budget && record.seed == seed && record.settings == settings.scalars
      && record.weights == nil
  }
}

extension RunRecord {
  /// The steps by the conditions under which they were made, where these are not the same for all.
  var parts: [String] {
    let ran = steps.filter { $0.status != .notRun }
    let made = ran.map { $0.madeWith ?? conditions }
    let names = Set(made.flatMap { one in made.flatMap { one.settingDifferences(from: $0) } })
    guard !names.isEmpty else { return [] }
    var groups: [(conditions: String, steps: [String])] = []
    for (step, conditions) in zip(ran, made) {
      let text = names.sorted().compactMap(conditions.phrase(for:)).joined(separator: ", ")
      if let index = groups.firstIndex(where: { $0.conditions == text }) {
        groups[index].steps.append(step.id)
      } else {
        groups.append((text, [step.id]))
      }
    }
    return groups.map { "\($0.conditions): \(Wording.list($0.steps))" }
  }

  /// How the run's conditions differ from those of a plain `run`: "quick", "seed 2", "learningRate=0.1".
  public func unusualConditions(_ declared: [any AnySetting]) -> [String] {
    (budget == .standard ? [] : [budget.rawValue]) + (seed == 1 ? [] : ["seed \(seed)"])
      + unusualSettings(declared).map { "\($0.name)=\($0.value)" }
      + (weights.map { [WeightsRecord.phrase($0.contentHash)] } ?? [])
  }

  /// The settings that have other values than the budget gives them.
  func unusualSettings(_ declared: [any AnySetting]) -> [(name: String, value: SettingScalar)] {
    declared.compactMap { setting in
      guard let value = settings[setting.name], value != setting.defaultScalar(for: budget) else {
        return nil
      }
      return (setting.name, value)
    }
  }
}

extension Conditions {
  /// The names of the choices in which two runs differ: `budget`, `seed`, `weights`, and settings.
  fileprivate func settingDifferences(from other: Conditions) -> [String] {
    (budget == other.budget ? [] : ["budget"]) + (seed == other.seed ? [] : ["seed"])
      + (weights == other.weights ? [] : ["weights"])
      + data.filter { name, used in other.data[name].map { !used.isSame(as: $0) } ?? false }.map {
        "data " + $0.key
      }
      + Set(settings.keys).union(other.settings.keys).filter { settings[$0] != other.settings[$0] }
  }

  fileprivate func phrase(for name: String) -> String? {
    switch name {
    case "budget": "\(budget) budget"
    case "seed": "seed \(seed)"
    case "weights": weights.map(WeightsRecord.phrase) ?? "from random weights"
    case _ where name.hasPrefix("data "): data[String(name.dropFirst(5))]?.note
    default: settings[name].map { "\(name)=\($0)" }
    }
  }
}
