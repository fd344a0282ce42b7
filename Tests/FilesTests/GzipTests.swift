import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct GzipTests {
  private let content = Array("a small file\n".utf8)

  @Test func readsWhatGzipPacked() throws {
    let unpacked = try Gzip.decompress(Data(contentsOf: fixture("lines.txt.gz")), name: "lines.txt.gz")
    let expected = (0..<2000).map { "line \($0) of a file that gzip packed\n" }.joined()
    #expect(String(decoding: unpacked, as: UTF8.self) == expected)
  }

  @Test func readsStoredBlocksLargerThanTheBuffer() throws {
    let large = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(try Gzip.decompress(Data(gzipStored(large)), name: "x") == Data(large))
  }

  @Test func readsSeveralMembersAsOne() throws {
    let twice = gzipStored(content) + gzipStored(content)
    #expect(try Gzip.decompress(Data(twice), name: "x") == Data(content + content))
  }

  @Test func everyTruncationIsFound() throws {
    let packed = [UInt8](try Data(contentsOf: fixture("lines.txt.gz")))
    for length in Array(0..<20) + Array(stride(from: 20, to: packed.count - 12, by: 97))
      + Array(packed.count - 12..<packed.count)
    {
      let kind = kind(naming: "cut.gz") {
        _ = try Gzip.decompress(Data(packed.prefix(length)), name: "cut.gz")
      }
      #expect(kind == (length < 2 ? .wrongFormat : .truncated), "cut to \(length) bytes")
    }
  }

  @Test(arguments: [8, 7, 6, 5, 4, 3, 2, 1])
  func wrongChecksumOrLengthIsFound(fromEnd: Int) {
    var packed = gzipStored(content)
    packed[packed.count - fromEnd] ^= 0x10
    #expect(kind(naming: "bad.gz") { _ = try Gzip.decompress(Data(packed), name: "bad.gz") } == .corrupt)
  }

  @Test func changedContentIsFound() {
    var packed = gzipStored(content)
    packed[18] ^= 1
    #expect(kind(naming: "bad.gz") { _ = try Gzip.decompress(Data(packed), name: "bad.gz") } == .corrupt)
  }

  @Test func trailingBytesAreFound() {
    for garbage: [UInt8] in [[0], [0x1f], Array("<html>".utf8)] {
      let kind = kind(naming: "long.gz") {
        _ = try Gzip.decompress(Data(gzipStored(content) + garbage), name: "long.gz")
      }
      #expect(kind == .trailingBytes)
    }
  }

  @Test func aWebPageIsNoGzipFile() {
    let page = Data("<!DOCTYPE html>".utf8)
    #expect(kind(naming: "page.gz") { _ = try Gzip.decompress(page, name: "page.gz") } == .wrongFormat)
  }

  @Test func contentLargerThanTheLimitIsRefused() throws {
    let packed = Data(gzipStored(content))
    #expect(try Gzip.decompress(packed, name: "x", limit: content.count).count == content.count)
    #expect(
      kind(naming: "bomb.gz") { _ = try Gzip.decompress(packed, name: "bomb.gz", limit: content.count - 1) }
        == .wrongSize)
  }

  @Test func checksumIsTheOneOfTheStandard() {
    #expect(Checksum.crc32(Array("123456789".utf8)) == 0xcbf4_3926)
    #expect(Checksum.crc32([UInt8]()) == 0)
  }
}
