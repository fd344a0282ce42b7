/// A type that a setting can have: `Int`, `Float`, `Double`, `Bool`, `String`, or an enumeration of choices
/// (``SettingChoice``).
public protocol SettingValue: Sendable, Equatable {
  /// What a value of this type is called in a message, with its article: "an integer".
  static var kind: String { get }
  /// The values of this type.
  static var domain: SettingDomain { get }
  /// The value that a person typed, or `nil` if the text is not one.
  init?(settingText: String)
  /// The value as it is recorded and printed.
  var scalar: SettingScalar { get }
}

/// An enumeration whose cases are the values of a setting: `enum Networks: String, SettingChoice`.
public protocol SettingChoice: SettingValue, CaseIterable, RawRepresentable where RawValue == String {}

extension SettingChoice {
  public static var kind: String { "one of " + allCases.map(\.rawValue).joined(separator: ", ") }
  public static var domain: SettingDomain { .choices(allCases.map(\.rawValue)) }
  public init?(settingText: String) { self.init(rawValue: settingText) }
  public var scalar: SettingScalar { .text(rawValue) }
}

extension Int: SettingValue {
  public static var kind: String { "an integer" }
  public static var domain: SettingDomain { .integers(nil) }
  /// Accepts `12000` and `12_000`.
  public init?(settingText: String) { self.init(settingText.filter { $0 != "_" }) }
  public var scalar: SettingScalar { .integer(self) }
}

extension Double: SettingValue {
  public static var kind: String { "a number" }
  public static var domain: SettingDomain { .numbers(nil) }
  /// Accepts `0.0002` and `2e-4`; refuses `nan` and `inf`.
  public init?(settingText: String) {
    guard let value = Double(settingText.filter { $0 != "_" }), value.isFinite else { return nil }
    self = value
  }
  public var scalar: SettingScalar { .number(self) }
}

extension Float: SettingValue {
  public static var kind: String { Double.kind }
  public static var domain: SettingDomain { Double.domain }
  /// Accepts `0.0002` and `2e-4`; refuses `nan`, `inf` and what is too large for this type.
  public init?(settingText: String) {
    guard let value = Double(settingText: settingText), Float(value).isFinite else { return nil }
    self.init(value)
  }
  /// The number that a person reads: 0.1, and not 0.10000000149, to which a `Float` rounds it.
  public var scalar: SettingScalar { .number(Double(description)!) }
}

extension Bool: SettingValue {
  public static var kind: String { "true or false" }
  public static var domain: SettingDomain { .truth }
  /// Accepts `true` and `false`, `yes` and `no`, `on` and `off`, `1` and `0`.
  public init?(settingText: String) {
    switch settingText.lowercased() {
    case "true", "yes", "on", "1": self = true
    case "false", "no", "off", "0": self = false
    default: return nil
    }
  }
  public var scalar: SettingScalar { .bool(self) }
}

extension String: SettingValue {
  public static var kind: String { "a name" }
  public static var domain: SettingDomain { .text }
  public init?(settingText: String) { self = settingText }
  public var scalar: SettingScalar { .text(self) }
}
