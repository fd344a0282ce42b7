/// Which values a setting takes, so that a control can offer them. ``AnySetting/legalValues`` says the same in words.
public enum SettingDomain: Sendable, Equatable {
  case truth
  /// Between two bounds; nil where every value is legal.
  case integers(ClosedRange<Int>?)
  case numbers(ClosedRange<Double>?)
  /// One of these, as they are typed.
  case choices([String])
  case text

  /// The values of a domain between two bounds of its kind.
  func bounded(_ low: SettingScalar, _ high: SettingScalar) -> SettingDomain {
    switch (self, low, high) {
    case (.integers, .integer(let low), .integer(let high)): .integers(low...high)
    case (.numbers, .number(let low), .number(let high)): .numbers(low...high)
    default: self
    }
  }
}
