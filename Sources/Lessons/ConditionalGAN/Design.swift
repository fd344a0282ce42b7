import LessonKit

/// What both players are made of.
public enum Design: String, CaseIterable, Sendable {
  /// Chapter 3's layers: seconds are enough to see something.
  case dense
  /// Strided convolutions, as in chapter 4.
  case convolutional
}

extension Design: SettingValue {
  public static var kind: String { "a design" }
  public init?(settingText: String) { self.init(rawValue: settingText) }
  public var scalar: SettingScalar { .text(rawValue) }
  public init?(scalar: SettingScalar) { self.init(rawValue: scalar.description) }
}
