import LessonKit

/// How the learning rate changes during training.
enum RateSchedule: String, SettingChoice {
  case falling, constant

  /// The rate of iteration `i`, if it is `rate` at the start. A falling rate falls linearly to zero.
  func rate(_ rate: Float, _ i: Int, of count: Int) -> Float {
    switch self {
    case .falling: rate * (1 - Float(i) / Float(count))
    case .constant: rate
    }
  }
}
