/// The value of one setting, as it stands in `run.json`.
///
/// Two numbers are equal if they have the same value: JSON does not tell `2` from `2.0`.
public enum SettingScalar: Sendable, CustomStringConvertible {
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case text(String)

  /// The value as a person would type it after `--set name=`.
  public var description: String {
    switch self {
    case .bool(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    case .text(let value): value
    }
  }
}

extension SettingScalar: Equatable {
  public static func == (a: SettingScalar, b: SettingScalar) -> Bool {
    switch (a, b) {
    case (.bool(let x), .bool(let y)): x == y
    case (.integer(let x), .integer(let y)): x == y
    case (.number(let x), .number(let y)): x == y
    case (.integer(let x), .number(let y)), (.number(let y), .integer(let x)): Double(x) == y
    case (.text(let x), .text(let y)): x == y
    default: false
    }
  }
}

extension SettingScalar: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    }
  }
}

/// A type that a setting can have: `Int`, `Double`, `Bool` or `String`.
public protocol SettingValue: Sendable, Equatable {
  /// What a value of this type is called in a message, with its article: "an integer".
  static var kind: String { get }
  /// The value that a person typed, or `nil` if the text is not one.
  init?(settingText: String)
  /// The value as it is recorded.
  var scalar: SettingScalar { get }
  /// The value that was recorded, or `nil` if that is of another type.
  init?(scalar: SettingScalar)
}

extension Int: SettingValue {
  public static var kind: String { "an integer" }
  /// Accepts `12000` and `12_000`.
  public init?(settingText: String) { self.init(settingText.filter { $0 != "_" }) }
  public var scalar: SettingScalar { .integer(self) }
  public init?(scalar: SettingScalar) {
    guard case .integer(let value) = scalar else { return nil }
    self = value
  }
}

extension Double: SettingValue {
  public static var kind: String { "a number" }
  /// Accepts `0.0002` and `2e-4`; refuses `nan` and `inf`.
  public init?(settingText: String) {
    guard let value = Double(settingText.filter { $0 != "_" }), value.isFinite else { return nil }
    self = value
  }
  public var scalar: SettingScalar { .number(self) }
  public init?(scalar: SettingScalar) {
    switch scalar {
    case .number(let value): self = value
    case .integer(let value): self = Double(value)
    default: return nil
    }
  }
}

extension Bool: SettingValue {
  public static var kind: String { "true or false" }
  /// Accepts `true` and `false`, `yes` and `no`, `on` and `off`, `1` and `0`.
  public init?(settingText: String) {
    switch settingText.lowercased() {
    case "true", "yes", "on", "1": self = true
    case "false", "no", "off", "0": self = false
    default: return nil
    }
  }
  public var scalar: SettingScalar { .bool(self) }
  public init?(scalar: SettingScalar) {
    guard case .bool(let value) = scalar else { return nil }
    self = value
  }
}

extension String: SettingValue {
  public static var kind: String { "a text" }
  public init?(settingText: String) { self = settingText }
  public var scalar: SettingScalar { .text(self) }
  public init?(scalar: SettingScalar) {
    guard case .text(let value) = scalar else { return nil }
    self = value
  }
}
