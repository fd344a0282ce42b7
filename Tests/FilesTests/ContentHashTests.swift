import Files
import Foundation
import Testing

@Suite struct ContentHashTests {
  @Test("Bytes have the same hash wherever they lie: together, in pieces, or made one by one")
  func sameBytes() {
    let bytes: [UInt8] = [0, 1, 2, 200, 255]
    func hash(_ bytes: some Sequence<UInt8>) -> ContentHash {
      var hash = ContentHash()
      hash.add(bytes)
      return hash
    }
    let first = hash(bytes)
    #expect(hash(bytes.lazy.map { $0 }) == first)
    #expect(hash(AnySequence(bytes)) == first)
    #expect(hash(([9] + bytes)[1...]) == first)
    #expect(hash(Data(bytes)) == first)
    #expect(hash(bytes.reversed()) != first)
    #expect(hash(bytes.dropLast()) != first)
    // Results that were recorded with it must stay comparable.
    #expect(hash("Hello".utf8).description == "92241de07c587fd1")
    var text = ContentHash()
    text.add("Hello")
    #expect(text == hash("Hello".utf8))
  }
}
