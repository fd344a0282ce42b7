import Files
import Foundation

/// A number that an option takes, within its range. The parser would say of 0 threads only that they are invalid.
enum WholeNumber {
  static func seed(_ text: String) throws -> UInt64 { try number(text, in: 0...UInt64.max) }

  /// The seed that belongs to a name, whatever its case and the spaces around it: from 2 on, in nine digits at most.
  static func seed(ofName name: String) -> UInt64 {
    var hash = ContentHash()
    hash.add(name.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping.lowercased())
    return 2 + (hash.value ^ hash.value >> 32) % 999_999_998
  }

  static func threads(_ text: String) throws -> Int { try number(text, in: 1...1024) }

  static func port(_ text: String) throws -> UInt16 { try number(text, in: 0...UInt16.max) }

  /// The side of a picture in pixels.
  static func side(_ text: String) throws -> Int { try number(text, in: 8...4096) }

  /// The shorter side of a picture that a network sees, in pixels.
  static func shorterSide(_ text: String) throws -> Int { try number(text, in: 1...16_384) }

  /// How many colours a picture is painted in.
  static func colours(_ text: String) throws -> Int { try number(text, in: 2...64) }

  private static func number<Number: FixedWidthInteger>(
    _ text: String, in range: ClosedRange<Number>
  ) throws -> Number {
    guard let number = Number(text), range.contains(number) else {
      throw Mistake(range: "\(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private struct Mistake: Error, CustomStringConvertible {
    let range: String
    var description: String { "expected a whole number from \(range)" }
  }
}
