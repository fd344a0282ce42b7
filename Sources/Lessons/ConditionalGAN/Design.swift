import LessonKit

/// What both players are made of.
public enum Design: String, CaseIterable, Sendable {
  /// Chapter 3's layers: seconds are enough to see something.
  case dense
  /// Strided convolutions, as in chapter 4.
  case convolutional
}

extension Design: SettingChoice {}
