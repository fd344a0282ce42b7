/// A 64-bit hash (Fowler, Noll and Vo, 1a, word by word) that tells whether two contents are the same.
///
/// Each step is a bijection of the hash so far, so that a change in a single word, and thus any flipped bit, always
/// changes the result. It does not protect against forgery.
public struct ContentHash: Hashable, Sendable, CustomStringConvertible {
  /// The hash of everything added so far.
  public private(set) var value: UInt64 = 14_695_981_039_346_656_037

  public init() {}

  /// Adds one word.
  public mutating func add(_ word: UInt64) { value = (value ^ word) &* 1_099_511_628_211 }

  /// Adds the text's UTF-8 bytes and a mark of its end, so that "ab" + "c" differs from "a" + "bc".
  public mutating func add(_ text: String) {
    for byte in text.utf8 { add(UInt64(byte)) }
    add(0x100)
  }

  /// Adds bytes and a mark of their end.
  public mutating func add(_ bytes: some Sequence<UInt8>) {
    // Of a sequence of any kind, each byte would be a call through a table.
    let isContiguous: Void? = bytes.withContiguousStorageIfAvailable { for byte in $0 { add(UInt64(byte)) } }
    if isContiguous == nil { for byte in bytes { add(UInt64(byte)) } }
    add(0x100)
  }

  /// Sixteen hexadecimal digits.
  public var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
