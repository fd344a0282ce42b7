/// A 64-bit hash (Fowler, Noll and Vo, 1a, word by word) that tells whether two contents are the same.
///
/// Each step is a bijection of the hash so far, so that a change of a single word, and with it any flipped bit, always
/// changes the result. It is no protection against forgery.
public struct ContentHash: Hashable, Sendable, CustomStringConvertible {
  public private(set) var value: UInt64 = 14_695_981_039_346_656_037

  public init() {}

  public mutating func add(_ word: UInt64) { value = (value ^ word) &* 1_099_511_628_211 }

  /// Adds the text's bytes and its end, so that "ab" + "c" differs from "a" + "bc".
  public mutating func add(_ text: String) {
    for byte in text.utf8 { add(UInt64(byte)) }
    add(0x100)
  }

  public mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(UInt64(byte)) }
    add(0x100)
  }

  /// Sixteen hexadecimal digits.
  public var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
