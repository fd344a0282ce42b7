import GANKit

/// A hyperparameter that a lesson declares and that `--set name=value` overrides.
///
/// ```swift
/// static let steps = Setting("steps", quick: 200, standard: 12_000, full: 93_800, in: 1...1_000_000,
///                            "training steps of both players")
/// static let settings: [any AnySetting] = [steps]
/// ...
/// let loop = try report.loop(run[Self.steps])
/// ```
public struct Setting<Value: SettingValue>: AnySetting {
  /// As it is typed after `--set` and recorded in `run.json`: lower camel case.
  public let name: String
  public let help: String
  public let legalValues: String
  private let values: [Budget: Value]
  private let isLegal: @Sendable (Value) -> Bool

  private init(
    _ name: String, _ values: [Budget: Value], legalValues: String, _ help: String,
    isLegal: @escaping @Sendable (Value) -> Bool
  ) {
    for value in values.values {
      require(isLegal(value), "Setting \(name): its own default \(value) is not \(legalValues).")
    }
    (self.name, self.values, self.legalValues, self.help) = (name, values, legalValues, help)
    self.isLegal = isLegal
  }

  /// The value that this setting has when nobody sets it.
  public func value(for budget: Budget) -> Value { values[budget]! }

  public func defaultScalar(for budget: Budget) -> SettingScalar { value(for: budget).scalar }

  public func parse(_ text: String) throws -> SettingScalar {
    guard let value = Value(settingText: text), isLegal(value) else {
      throw UsageError("--set \(name)=\(text): \(name) is \(legalValues), and \"\(text)\" is not.")
    }
    return value.scalar
  }
}

extension Setting where Value: Comparable {
  /// A setting with one default for each budget, and the range in which a value must lie (any, if `nil`).
  public init(
    _ name: String, quick: Value, standard: Value, full: Value, in range: ClosedRange<Value>? = nil,
    _ help: String
  ) {
    let legal = range.map { "\(Value.kind) from \($0.lowerBound.scalar) to \($0.upperBound.scalar)" }
    self.init(
      name, [.quick: quick, .standard: standard, .full: full], legalValues: legal ?? Value.kind, help
    ) { range?.contains($0) ?? true }
  }

  /// A setting with the same default for every budget.
  public init(_ name: String, _ value: Value, in range: ClosedRange<Value>? = nil, _ help: String) {
    self.init(name, quick: value, standard: value, full: value, in: range, help)
  }
}

extension Setting {
  /// A setting that has one of a few values.
  public init(
    _ name: String, quick: Value, standard: Value, full: Value, oneOf choices: [Value], _ help: String
  ) {
    let list = choices.map(\.scalar.description).joined(separator: ", ")
    self.init(
      name, [.quick: quick, .standard: standard, .full: full], legalValues: "one of \(list)", help
    ) { choices.contains($0) }
  }

  /// A setting that has one of a few values, and the same default for every budget.
  public init(_ name: String, _ value: Value, oneOf choices: [Value], _ help: String) {
    self.init(name, quick: value, standard: value, full: value, oneOf: choices, help)
  }
}

extension Setting where Value == Bool {
  /// A switch with one default for each budget.
  public init(_ name: String, quick: Bool, standard: Bool, full: Bool, _ help: String) {
    self.init(
      name, [.quick: quick, .standard: standard, .full: full], legalValues: Bool.kind, help
    ) { _ in true }
  }

  /// A switch with the same default for every budget.
  public init(_ name: String, _ value: Bool, _ help: String) {
    self.init(name, quick: value, standard: value, full: value, help)
  }
}

/// A setting of any type, so that a lesson can list its settings.
public protocol AnySetting: Sendable {
  var name: String { get }
  /// One line for the table that `show` prints.
  var help: String { get }
  /// Which values it takes, to be read after "is": "an integer from 1 to 1000000".
  var legalValues: String { get }
  func defaultScalar(for budget: Budget) -> SettingScalar
  /// The value that a person typed. Throws `UsageError`, which names the legal values.
  func parse(_ text: String) throws -> SettingScalar
}
