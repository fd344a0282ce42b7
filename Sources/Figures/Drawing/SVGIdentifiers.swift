import Foundation

/// Cairo names the parts of an SVG after counters that run on through the whole process. Numbering them anew
/// makes the same figure the same bytes, whatever was drawn before it.
enum SVGIdentifiers {
  static func renumbered(_ svg: Data) -> Data {
    let bytes = [UInt8](svg)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var numbers: [[UInt8]: Int] = [:]
    var index = 0
    while index < bytes.count {
      guard let prefix = prefixes.first(where: { bytes[index...].starts(with: $0) }) else {
        result.append(bytes[index])
        index += 1
        continue
      }
      var end = index + prefix.count
      let nameStart = end
      while end < bytes.count && isWord(bytes[end]) { end += 1 }
      let name = Array(bytes[nameStart..<end])
      let letters = name.prefix { !(48...57).contains($0) }
      let number = numbers[name] ?? numbers.count
      numbers[name] = number
      result += prefix
      result += letters
      result += Array("-\(number)".utf8)
      index = end
    }
    return Data(result)
  }

  private static let prefixes = [" id=\"", "href=\"#", "url(#"].map { Array($0.utf8) }

  private static func isWord(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95
  }
}
