import Foundation

/// Cairo names the parts of an SVG by counters that continue through the whole process. Renumbering them gives the same
/// figure the same bytes, whatever was drawn before it.
enum SVGIdentifiers {
  static func renumbered(_ svg: Data) -> Data {
    var result = Data(capacity: svg.count)
    var numbers: [Data: Int] = [:]
    var rest = svg[...]
    while let quote = rest.firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "#") }) {
      let start = rest.index(after: quote)
      result += rest[..<start]
      let isIdentifier = rest[quote] == UInt8(ascii: "#") ? isReference(result) : result.hasSuffix(" id=\"")
      rest = rest[start...]
      guard isIdentifier else { continue }
      let name = rest.prefix(while: isWord)
      let number = numbers[Data(name)] ?? numbers.count
      numbers[Data(name)] = number
      result += name.prefix { !(48...57).contains($0) }
      result += Data("-\(number)".utf8)
      rest = rest[name.endIndex...]
    }
    return result + rest
  }

  private static func isReference(_ text: Data) -> Bool {
    text.hasSuffix("href=\"#") || text.hasSuffix("url(#")
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
      || byte == 95
  }
}

extension Data {
  fileprivate func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
