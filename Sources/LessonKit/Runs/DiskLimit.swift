import Foundation

/// How much of the disk kept runs may take, as it is typed: `2GB`, `500 MB`, `0`.
public enum DiskLimit {
  /// The variable that sets it where no option does.
  public static let variable = "GANLESSONS_RUNS_LIMIT"

  /// The bytes that a text stands for, a number without a unit being bytes; nil if it is not an amount. Units are powers
  /// of ten.
  public static func bytes(_ text: String) -> UInt64? {
    let text = text.trimmingCharacters(in: .whitespaces).uppercased()
    let digits = text.prefix { $0.isNumber || $0 == "." }
    guard let number = Double(digits), number >= 0, number.isFinite else { return nil }
    let unit: Double
    switch text.dropFirst(digits.count).trimmingCharacters(in: .whitespaces) {
    case "", "B": unit = 1
    case "K", "KB": unit = 1e3
    case "M", "MB": unit = 1e6
    case "G", "GB": unit = 1e9
    case "T", "TB": unit = 1e12
    default: return nil
    }
    return number * unit < 1e18 ? UInt64(number * unit) : nil
  }
}
