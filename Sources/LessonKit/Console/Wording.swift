import Foundation
import TerminalText

/// Numbers and durations as people read them.
public enum Wording {
  /// Four significant digits: `0.6931`, `12.35`, `1.2e-05`, `12000`.
  public static func number(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e6 { return String(Int(value)) }
    guard value.isFinite else { return "\(value)" }
    return String(format: "%.4g", value)
  }

  /// `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`.
  public static func duration(_ seconds: Double) -> String {
    if seconds < 9.95 { return String(format: "%.1f s", seconds) }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min" + (whole % 60 == 0 ? "" : " \(whole % 60) s") }
    return "\(whole / 3600) h" + (whole % 3600 < 60 ? "" : " \(whole % 3600 / 60) min")
  }

  /// A time as it is planned with: "12 s", "7 min", "2.5 h", "12 days".
  public static func minutes(_ minutes: Double) -> String {
    if minutes < 1 { return "\(max(1, Int((minutes * 60).rounded()))) s" }
    if minutes < 90 { return "\(Int(minutes.rounded())) min" }
    if minutes < 60 * 48 { return String(format: "%.1f h", minutes / 60) }
    return "\(Int((minutes / 60 / 24).rounded())) days"
  }

  /// `40 KB`, `812 MB`, `1.3 GB` (powers of ten).
  public static func bytes(_ count: UInt64) -> String {
    switch count {
    case ..<999_500: "\((count + 500) / 1000) KB"
    case ..<999_500_000: "\((count + 500_000) / 1_000_000) MB"
    default: String(format: "%.1f GB", Double(count) / 1e9)
    }
  }

  /// `1 figure`, `3 figures`.
  public static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// Broken at spaces into lines of at most `width` columns; a longer word, such as a path, stays whole.
  public static func wrapped(_ text: String, to width: Int) -> String {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
        if !line.isEmpty, line.displayWidth + 1 + word.displayWidth > width {
          lines.append(line)
          line = String(word)
        } else {
          line += (line.isEmpty ? "" : " ") + word
        }
      }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }

  /// `a, b and c`.
  public static func list(_ words: [String]) -> String {
    words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " and " + words.last!
  }
}

extension String {
  /// This text with spaces up to `width` characters.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
