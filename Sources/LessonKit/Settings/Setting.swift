import GANKit

/// A hyperparameter that a lesson declares and that `--set name=value` overrides.
///
/// ```swift
/// static let batchSize = Setting("batchSize", 64, in: 2...1024, "images in a batch")
/// static let learningRate = Setting<Float>(
///   "learningRate", quick: 1e-3, standard: 2e-4, full: 2e-4, in: 1e-6...1e-1, "Adam's learning rate")
/// static let networks = Setting(
///   "networks", quick: Networks.light, standard: .light, full: .paper, "which networks draw digits")
/// static let settings: [any AnySetting] = [batchSize, learningRate, networks]
/// ...
/// let optimizer = Adam(for: generator, learningRate: run[Self.learningRate])
/// ```
public struct Setting<Value: SettingValue>: AnySetting {
  /// As it is typed after `--set` and recorded in `run.json`: lower camel case.
  public let name: String
  public let help: String
  public let legalValues: String
  public let domain: SettingDomain
  private let values: [Budget: Value]
  private let isLegal: @Sendable (Value) -> Bool
  private let check: @Sendable (Value) throws -> Void

  private init(
    _ name: String, smoke: Value?, quick: Value, standard: Value, full: Value, legalValues: String,
    domain: SettingDomain, _ help: String, check: @escaping @Sendable (Value) throws -> Void = { _ in },
    isLegal: @escaping @Sendable (Value) -> Bool
  ) {
    let values: [Budget: Value] = [.smoke: smoke ?? quick, .quick: quick, .standard: standard, .full: full]
    for value in values.values {
      require(isLegal(value), "Setting \(name): its own default \(value) is not \(legalValues).")
    }
    (self.name, self.values, self.legalValues, self.help) = (name, values, legalValues, help)
    self.domain = domain
    (self.isLegal, self.check) = (isLegal, check)
  }

  /// The value that this setting has when nobody sets it.
  public func value(for budget: Budget) -> Value { values[budget]! }

  public func anyValue(for budget: Budget) -> any SettingValue { value(for: budget) }

  public func parse(_ text: String) throws -> any SettingValue {
    guard let value = Value(settingText: text), isLegal(value) else {
      throw UsageError("--set \(name)=\(text): \(name) is \(legalValues), and \"\(text)\" is not.")
    }
    try check(value)
    return value
  }
}

extension Setting {
  /// A setting that takes every value of its type, with one default for each budget (at smoke budget
  /// that of quick, unless it has its own).
  public init(
    _ name: String, smoke: Value? = nil, quick: Value, standard: Value, full: Value, _ help: String
  ) {
    self.init(
      name, smoke: smoke, quick: quick, standard: standard, full: full, legalValues: Value.kind,
      domain: Value.domain, help
    ) { _ in true }
  }

  /// A setting that takes every value of its type, with the same default for every budget.
  public init(_ name: String, _ value: Value, _ help: String) {
    self.init(name, quick: value, standard: value, full: value, help)
  }

  /// A setting with the same default for every budget, whose values have a form that the type does not tell, such as a
  /// sentence of certain words.
  /// - Parameter check: throws a `UsageError` that says what is wrong with a value.
  public init(
    _ name: String, _ value: Value, checkedBy check: @escaping @Sendable (Value) throws -> Void,
    _ help: String
  ) {
    self.init(
      name, smoke: nil, quick: value, standard: value, full: value, legalValues: Value.kind,
      domain: Value.domain, help, check: check
    ) { _ in true }
  }

  /// A setting that takes a few values of its type, with one default for each budget. An enumeration says the same by
  /// being a ``SettingChoice``.
  public init(
    _ name: String, smoke: Value? = nil, quick: Value, standard: Value, full: Value, oneOf choices: [Value],
    _ help: String
  ) {
    let list = choices.map(\.scalar.description).joined(separator: ", ")
    self.init(
      name, smoke: smoke, quick: quick, standard: standard, full: full, legalValues: "one of \(list)",
      domain: .choices(choices.map(\.scalar.description)), help
    ) { choices.contains($0) }
  }

  /// A setting that takes a few values of its type, with the same default for every budget.
  public init(_ name: String, _ value: Value, oneOf choices: [Value], _ help: String) {
    self.init(name, quick: value, standard: value, full: value, oneOf: choices, help)
  }
}

extension Setting where Value: Comparable {
  /// A setting with one default for each budget, and the range in which its value must lie.
  public init(
    _ name: String, smoke: Value? = nil, quick: Value, standard: Value, full: Value,
    in range: ClosedRange<Value>,
    _ help: String
  ) {
    self.init(
      name, smoke: smoke, quick: quick, standard: standard, full: full,
      legalValues: "\(Value.kind) from \(range.lowerBound.scalar) to \(range.upperBound.scalar)",
      domain: Value.domain.bounded(range.lowerBound.scalar, range.upperBound.scalar), help
    ) { range.contains($0) }
  }

  /// A setting with the same default for every budget, and the range in which its value must lie.
  public init(_ name: String, _ value: Value, in range: ClosedRange<Value>, _ help: String) {
    self.init(name, quick: value, standard: value, full: value, in: range, help)
  }
}

/// A setting of any type, so that a lesson can list its settings.
public protocol AnySetting: Sendable {
  var name: String { get }
  /// One line for the table that `show` prints.
  var help: String { get }
  /// Which values it takes, to be read after "is": "an integer from 1 to 1000000".
  var legalValues: String { get }
  /// The same for a program.
  var domain: SettingDomain { get }
  /// The value that this setting has when nobody sets it.
  func anyValue(for budget: Budget) -> any SettingValue
  /// The value that a person typed. Throws `UsageError`, which names the legal values.
  func parse(_ text: String) throws -> any SettingValue
}

extension AnySetting {
  /// The value that this setting has when nobody sets it, as `run.json` and `show` write it.
  public func defaultScalar(for budget: Budget) -> SettingScalar { anyValue(for: budget).scalar }
}
