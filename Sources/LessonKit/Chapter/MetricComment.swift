import Foundation

/// The comment that ties a number of the prose to what a run measures:
/// `8.1<!-- metric: train.digitScore within 0.4 -->`.
package struct MetricComment {
  /// Why a comment, or what stands before it, is not understood.
  package struct Problem: Error {
    package let message: String
  }

  /// The number as the reader sees it: `98.5 %`.
  package let printed: String
  package let value: Double
  package let name: String
  package let step: String
  /// How far the measured number may be away. Of an exact result, whose comment says `within 0`, the printed digits have to
  /// be right: nothing for a whole number, half a unit of the last digit for one with a fraction or a percent sign.
  package let tolerance: Double

  /// Of the text before a comment, this many characters decide: longer numbers are not for people.
  static let reach = 40

  /// Whether a comment is meant to be one of these.
  static func isMeant(by comment: String) -> Bool { comment.prefix(6).lowercased() == "metric" }

  /// - Parameters:
  ///   - comment: what stands between `<!--` and `-->`.
  ///   - text: the text before it in the same paragraph or cell, or the last ``reach`` characters of it.
  init(_ comment: String, after text: some StringProtocol) throws(Problem) {
    guard comment.utf8.count <= 200, let said = Said(comment) else {
      throw Problem(
        message: "the comment <!-- \(comment.prefix(80)) --> is not understood. "
          + "Write <!-- metric: train.digitScore within 0.4 -->: a step, a metric and how far it may be away")
    }
    let tail = String(text.suffix(Self.reach))
    guard let found = PrintedNumber(endOf: tail), found.text.count < Self.reach else {
      throw Problem(
        message: "the comment <!-- \(comment) --> must follow a number directly: 8.1<!-- \(comment) -->; "
          + "found \"\(tail.suffix(20))\"")
    }
    let scale = found.unit.isEmpty ? 1.0 : 0.01
    printed = found.text + found.unit
    value = found.value * scale
    (step, name) = (said.step, said.name)
    tolerance =
      if said.distance == 0 {
        found.isWhole && found.unit.isEmpty ? 0 : found.unitOfLastDigit / 2 * scale
      } else {
        said.isShare ? abs(value) * said.distance / 100 : said.distance * scale
      }
  }
}

extension MetricComment {
  /// What the comment itself says: `metric: train.digitScore within 0.4`.
  private struct Said {
    let step, name: String
    let distance: Double
    /// Whether the distance is a share of the number, in percent.
    let isShare: Bool

    init?(_ comment: String) {
      guard comment.hasPrefix("metric:") else { return nil }
      var words = comment.dropFirst(7).split(whereSeparator: \.isWhitespace)
      if words.count == 4, words[3] == "%" {
        words[2] += "%"
        words.removeLast()
      }
      guard words.count == 3, words[1] == "within", let dot = words[0].firstIndex(of: ".") else { return nil }
      let (step, metric) = (words[0][..<dot], words[0][words[0].index(after: dot)...])
      isShare = words[2].last == "%"
      let number = isShare ? words[2].dropLast() : words[2]
      guard !step.isEmpty, step.utf8.allSatisfy({ $0.isLowercase || $0.isDigit || $0 == UInt8(ascii: "-") }),
        !metric.isEmpty, metric.utf8.allSatisfy({ $0.isLetter || $0.isDigit || "_.-".utf8.contains($0) }),
        number.utf8.first?.isDigit == true || number.first == ".",
        number.utf8.allSatisfy({ $0.isDigit || ".eE+-".utf8.contains($0) }), let distance = Double(number),
        distance.isFinite
      else { return nil }
      (self.step, self.distance, name) = (String(step), distance, String(words[0]))
    }
  }

  /// A number at the end of a text, with the percent sign behind it; the `$` that closes a formula may follow.
  private struct PrintedNumber {
    let text: String
    /// Empty, or a percent sign with what stands before it.
    let unit: String
    let value: Double

    init?(endOf text: String) {
      var rest = Substring(text)
      if rest.last == "$" { rest.removeLast() }
      var unit = ""
      if rest.last == "%" {
        unit = String(rest.removeLast())
        if let space = rest.last, space == " " || space == "\u{A0}" {
          unit = String(rest.removeLast()) + unit
        }
      }
      var start = rest.endIndex
      var found: Substring?
      while start > rest.startIndex {
        start = rest.index(before: start)
        if !"0123456789,.eE+-−".contains(rest[start]) { break }
        if Self.isNumber(rest[start...]) { found = rest[start...] }
      }
      guard let found, let value = Double(found.replacing("−", with: "-").replacing(",", with: "")),
        value.isFinite
      else { return nil }
      (self.text, self.unit, self.value) = (String(found), unit, value)
    }

    var isWhole: Bool { text.allSatisfy { !".eE".contains($0) } }

    /// 0.1 for `8.1`, 1 for `615,440`, 1e-7 for `2.5e-6`.
    var unitOfLastDigit: Double {
      let parts = text.split { "eE".contains($0) }
      let decimals = parts[0].split(separator: ".").dropFirst().first?.count ?? 0
      let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
      return pow(10, Double(exponent - decimals))
    }

    /// A sign, digits with commas between them, a fraction, an exponent; all but the digits may lack.
    private static func isNumber(_ text: Substring) -> Bool {
      var rest = text
      func skip(_ isWanted: (Character) -> Bool) -> Int {
        let count = rest.prefix(while: isWanted).count
        rest = rest.dropFirst(count)
        return count
      }
      let isDigit: (Character) -> Bool = { ("0"..."9").contains($0) }
      if let sign = rest.first, "+-−".contains(sign) { rest.removeFirst() }
      guard rest.first.map(isDigit) == true else { return false }
      _ = skip { isDigit($0) || $0 == "," }
      if rest.first == "." {
        rest.removeFirst()
        if skip(isDigit) == 0 { return false }
      }
      if rest.first == "e" || rest.first == "E" {
        rest.removeFirst()
        if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
        if skip(isDigit) == 0 { return false }
      }
      return rest.isEmpty
    }
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  fileprivate var isLowercase: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
  fileprivate var isLetter: Bool { isLowercase || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
}

extension String {
  /// The text with more behind it, cut to what a ``MetricComment`` looks at.
  func metricContext(adding text: String) -> String { String((self + text).suffix(MetricComment.reach)) }
}
