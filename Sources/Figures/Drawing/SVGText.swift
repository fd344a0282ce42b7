import Foundation

/// What a figure says to those who do not see it.
struct FigureWords: Hashable, Sendable {
  var title: String
  /// What the axes and the series show.
  var description: String
}

/// A number as it stands in SVG, to a hundredth of a point: 12.5, -.03.
struct SVGNumber: CustomStringConvertible {
  private let hundredths: Int

  init(_ value: Double) { hundredths = Int((min(max(value, -1e9), 1e9) * 100).rounded()) }

  init(hundredths: Int) { self.hundredths = hundredths }

  var description: String {
    let size = abs(hundredths)
    let (whole, rest) = (size / 100, size % 100)
    let fraction =
      rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    return (hundredths < 0 ? "-" : "") + (whole == 0 && rest != 0 ? "" : "\(whole)") + fraction
  }
}

/// The outline of a shape as SVG writes it: where it begins, and then how far each point is from the one before.
struct SVGPath {
  private(set) var text = ""
  /// Coordinates are rounded to multiples of so many hundredths.
  private let unit: Int

  init(decimals: Int = 2) { unit = decimals >= 2 ? 1 : 10 }

  private func rounded(_ value: Double) -> Int {
    Int((min(max(value, -1e6), 1e6) * 100 / Double(unit)).rounded()) * unit
  }

  mutating func add(_ rect: Rect) {
    let (x, y, right, bottom) = (rounded(rect.x), rounded(rect.y), rounded(rect.maxX), rounded(rect.maxY))
    let (width, height) = (SVGNumber(hundredths: right - x), SVGNumber(hundredths: bottom - y))
    text += "M\(Self.pair(x, y))h\(width)v\(height)h\(SVGNumber(hundredths: x - right))z"
  }

  /// - Parameter keepsRepetitions: whether a point may follow itself, which draws nothing but a marker.
  mutating func add(_ points: [Point], isClosed: Bool, keepsRepetitions: Bool = false) {
    guard let first = points.first else { return }
    var (x, y) = (rounded(first.x), rounded(first.y))
    text += "M\(Self.pair(x, y))"
    var isFirst = true
    for point in points.dropFirst() {
      let (nextX, nextY) = (rounded(point.x), rounded(point.y))
      // Rounded points, not rounded steps: errors must not add up along a line.
      let (dx, dy) = (nextX - x, nextY - y)
      guard keepsRepetitions || dx != 0 || dy != 0 else { continue }
      let step = Self.pair(dx, dy)
      text += isFirst ? "l" : step.hasPrefix("-") ? "" : " "
      text += step
      (x, y, isFirst) = (nextX, nextY, false)
    }
    // A line of no length is still seen if its ends are round.
    if isFirst && !isClosed && !keepsRepetitions { text += "h0" }
    if isClosed { text += "z" }
  }

  private static func pair(_ x: Int, _ y: Int) -> String {
    let (x, y) = (SVGNumber(hundredths: x).description, SVGNumber(hundredths: y).description)
    return x + (y.hasPrefix("-") ? "" : " ") + y
  }
}

enum SVGText {
  /// `fill="#1b5091" fill-opacity=".5"`
  static func paint(_ attribute: String, _ colour: Colour) -> String {
    let opacity = colour.alpha == 1 ? "" : " \(attribute)-opacity=\"\(SVGNumber(colour.alpha))\""
    return "\(attribute)=\"\(hex(colour))\"\(opacity)"
  }

  /// `#1b5091`, or `#fff` where that says the same.
  static func hex(_ colour: Colour) -> String {
    let digits = Array(String(colour.pixel + 0x100_0000, radix: 16).dropFirst())
    let isShort = stride(from: 0, to: 6, by: 2).allSatisfy { digits[$0] == digits[$0 + 1] }
    return "#" + String(isShort ? [digits[0], digits[2], digits[4]] : digits)
  }

  /// Text as XML may hold it. Control characters, which it may not, are left out.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\u{E000}": break
      case "\n", "\t": result += " "
      case _ where scalar.value < 32 || (0xFFFE...0xFFFF).contains(scalar.value): break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Eight digits that tell this text from others: FNV-1a. It begins with a letter, as identifiers do.
  static func fingerprint(_ text: String) -> String {
    let hash = text.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    return "f" + String(UInt64(hash) + 0x1_0000_0000, radix: 16).dropFirst()
  }
}
