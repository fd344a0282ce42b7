import GANKit

/// The values of all settings of one run: the budget's defaults and what `--set` overrides.
///
/// Made once, where a command begins; whoever needs a value later reads it here.
public struct Settings: Sendable {
  /// The budget whose defaults these are.
  public let budget: Budget
  /// What was typed after `--set`: `name=value`, in the order given, each name as it is now.
  public private(set) var overrides: [String] = []
  /// What to tell the person who typed it.
  public private(set) var notes: [String] = []
  private var values: [String: any SettingValue] = [:]

  /// - Parameters:
  ///   - declared: the lesson's settings.
  ///   - overrides: strings of the form `name=value`, in the order given; the last one of a name counts.
  /// - Throws: `UsageError` for a name that the lesson does not declare (with the list of those that it
  ///   does), for a value out of range and for a string without `=`.
  public init(_ declared: [any AnySetting], budget: Budget, overrides: [String] = []) throws {
    self.budget = budget
    var settings: [String: any AnySetting] = [:]
    for setting in declared {
      require(settings[setting.name] == nil, "Two settings are called \(setting.name).")
      settings[setting.name] = setting
      values[setting.name] = setting.anyValue(for: budget)
    }
    for override in overrides {
      let parts = override.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw UsageError("--set \(override): expected NAME=VALUE, such as --set \(Self.example(declared)).")
      }
      let typed = String(parts[0])
      let name = settings[typed] == nil ? Self.presentName(of: typed) : typed
      guard let setting = settings[name] else {
        throw UsageError(Self.unknown(typed, declared))
      }
      values[name] = try setting.parse(String(parts[1]))
      self.overrides.append("\(name)=\(parts[1])")
      let note = "--set \(typed): this setting is now called \(name)."
      if name != typed, !notes.contains(note) { notes.append(note) }
    }
  }

  /// The value of a setting that the lesson declares.
  public subscript<Value>(_ setting: Setting<Value>) -> Value {
    guard let value = values[setting.name] as? Value else {
      requirementFailed("The lesson reads the setting \(setting.name), which its `settings` do not list.")
    }
    return value
  }

  /// By the setting's name, as `run.json` records them.
  public var scalars: [String: SettingScalar] { values.mapValues { $0.scalar } }

  /// Chapters have steps and trainings have iterations; settings that count iterations were called `steps` and
  /// `exhibitSteps` before.
  private static func presentName(of name: String) -> String {
    name.replacing("steps", with: "iterations").replacing("Steps", with: "Iterations")
  }

  private static func unknown(_ name: String, _ declared: [any AnySetting]) -> String {
    guard !declared.isEmpty else {
      return "--set \(name): this chapter has no settings to change."
    }
    let near = NearMiss.question(for: name, among: declared.map(\.name))
    let width = declared.map(\.name.count).max()! + 2
    let list = declared.map { "  " + $0.name.padded(to: width) + $0.legalValues }.joined(separator: "\n")
    return "--set \(name): this chapter has no setting of that name.\(near) Its settings are:\n\(list)"
  }

  private static func example(_ declared: [any AnySetting]) -> String {
    declared.first.map { "\($0.name)=\($0.defaultScalar(for: .quick))" } ?? "batchSize=64"
  }
}
