/// A piece of HTML. Text that is put into one is escaped; literals, and other pieces, stand as they are.
///
/// ```swift
/// let title = "D & G"
/// let heading: HTML = "<h1>\(title)</h1>"   // <h1>D &amp; G</h1>
/// ```
package struct HTML: Sendable, Equatable {
  package private(set) var source = ""

  package static let nothing = HTML()

  private init() {}

  /// Text, escaped.
  package init(_ text: some StringProtocol) { source = Self.escaped(text) }

  package var isEmpty: Bool { source.isEmpty }

  package static func + (a: HTML, b: HTML) -> HTML {
    var result = a
    result.source += b.source
    return result
  }

  package static func += (a: inout HTML, b: HTML) { a.source += b.source }

  /// For text and for attributes in double quotation marks.
  private static func escaped(_ text: some StringProtocol) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // Controls have no place in HTML, not even as references.
      case "\u{0}"..."\u{8}", "\u{B}", "\u{E}"..."\u{1F}", "\u{7F}"..."\u{9F}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension HTML: ExpressibleByStringInterpolation {
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var source = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      source.reserveCapacity(2 * literalCapacity)
    }

    package mutating func appendLiteral(_ literal: String) { source += literal }
    package mutating func appendInterpolation(_ html: HTML) { source += html.source }
    package mutating func appendInterpolation(_ text: some StringProtocol) { source += HTML.escaped(text) }
    package mutating func appendInterpolation(_ number: Int) { source += "\(number)" }
  }

  package init(stringLiteral: String) { source = stringLiteral }
  package init(stringInterpolation: StringInterpolation) { source = stringInterpolation.source }
}

extension Sequence where Element == HTML {
  /// One piece after another.
  func joined(separator: HTML = .nothing) -> HTML {
    var result = HTML.nothing
    for (index, piece) in enumerated() {
      if index > 0 { result += separator }
      result += piece
    }
    return result
  }
}
