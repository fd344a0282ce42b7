import Foundation
import TestSupport
import Testing

@testable import Files
@testable import GANKit
@testable import Pictures

@Suite struct WebPTests {
  /// The files of Fixtures/make_webp.py.
  private static let names = [
    "lossless", "lossless-alpha", "lossy", "lossy-alpha", "lossy-turned", "lossless-turned", "one-pixel",
    "animated", "animated-part",
  ]

  private func file(_ name: String) throws -> [UInt8] {
    try [UInt8](contentsOf: fixture("webp-\(name).webp"))
  }

  @Test(arguments: names) func decodesAsPillowDoes(name: String) throws {
    let found = try ImageFile.readPhotograph(fixture("webp-\(name).webp"))
    let expected = try ImageFile.readPhotograph(fixture("webp-\(name).png"))
    #expect(found.image == expected.image)
    #expect(found.alpha == expected.alpha)
    #expect(
      (found.alpha != nil)
        == ["lossless-alpha", "lossy-alpha", "lossless-turned", "animated-part"].contains(name))
    #expect(found.losses == (name.hasPrefix("animated") ? [.animation] : []))
    // Laid over white, they are alike too.
    #expect(try WebP.read(fixture("webp-\(name).webp")) == PNG.read(fixture("webp-\(name).png")))
  }

  @Test func whatAnAnimationLeavesFreeIsWhite() throws {
    let image = try WebP.read(fixture("webp-animated-part.webp"))
    #expect((image.width, image.height) == (21, 13))
    #expect(image.pixels.prefix(6 * 21 * 3).allSatisfy { $0 == 255 })
    #expect(!image.pixels.allSatisfy { $0 == 255 })
  }

  @Test(arguments: names) func truncatedFilesAreErrors(name: String) throws {
    let whole = try file(name)
    for length in 0..<whole.count {
      let found = kind(naming: "face.webp") {
        _ = try WebP.decode(whole.prefix(length), name: "face.webp")
      }
      // Shorter than twelve bytes it could be anything.
      #expect(found == .truncated || length < 12 && found == .wrongFormat, "\(name), cut to \(length) bytes")
    }
    #expect(try WebP.decode(whole + [0, 0], name: name) == WebP.decode(whole, name: name))
  }

  @Test(arguments: names) func damagedFilesThrowOrKeepTheirSize(name: String) throws {
    let whole = try file(name)
    var noticed = 0
    for position in whole.indices {
      for value: UInt8 in [0, 0xff, whole[position] ^ 1, whole[position] ^ 0x80]
      where value != whole[position] {
        var damaged = whole
        damaged[position] = value
        do throws(DataError) {
          let found = try WebP.decode(damaged, name: "damaged.webp")
          #expect(found.pixels.count == found.width * found.height * found.channels)
        } catch {
          noticed += 1
          #expect(error.path == "damaged.webp")
        }
      }
    }
    // WebP has no checksums.
    #expect(noticed > whole.count / 4, "\(name): \(noticed) of \(whole.count)")
  }

  @Test func damageIsNamed() throws {
    // The file is as long as it says, but its pixels end earlier.
    var short = try file("lossy")
    short.removeLast(100)
    short.replaceSubrange(4..<8, with: littleEndian(UInt32(short.count - 8)))
    short.replaceSubrange(16..<20, with: littleEndian(UInt32(short.count - 20)))
    #expect(kind(naming: "face.webp") { _ = try WebP.decode(short, name: "face.webp") } == .corrupt)
    var empty = try file("animated")
    // The frames get a name that nobody knows.
    while let frame = empty.firstRange(of: Array("ANMF".utf8)) { empty[frame.lowerBound] = 0x42 }
    #expect(kind(naming: "face.webp") { _ = try WebP.decode(empty, name: "face.webp") } == .corrupt)
  }

  /// Two numbers of 14 bits, one after the other as lossless files store them.
  private func lossless(_ width: Int, _ height: Int) throws -> [UInt8] {
    var bytes = try file("lossless")
    let opacity = bytes[24] & 0xf0
    bytes.replaceSubrange(21..<25, with: littleEndian(UInt32(width - 1 | (height - 1) << 14)))
    bytes[24] |= opacity
    return bytes
  }

  @Test(
    arguments: [(16_383, 16_383, .tooLarge), (8192, 8193, .tooLarge), (2000, 2000, .corrupt)]
      as [(Int, Int, DataError.Kind)])
  func absurdSizesAreRefused(width: Int, height: Int, expected: DataError.Kind) throws {
    let bytes = try lossless(width, height)
    #expect(kind(naming: "large.webp") { _ = try WebP.decode(bytes, name: "large.webp") } == expected)
    var lossy = try file("lossy")
    let size = [UInt8(width & 255), UInt8(width >> 8), UInt8(height & 255), UInt8(height >> 8)]
    lossy.replaceSubrange(26..<30, with: size)
    #expect(kind(naming: "large.webp") { _ = try WebP.decode(lossy, name: "large.webp") } == expected)
  }

  @Test func animationsAreAsLargeAsTheirCanvas() throws {
    var bytes = try file("animated-part")
    let size = littleEndian(29_999).prefix(3)
    bytes.replaceSubrange(24..<30, with: size + size)
    let error = #expect(throws: DataError.self) { try WebP.decode(bytes, name: "large.webp") }
    #expect(error?.kind == .tooLarge && error?.found.contains("30000 x 30000") == true)
    // A picture of another size than its header's.
    var still = try file("lossy-turned")
    still[24] += 1
    #expect(kind(naming: "odd.webp") { _ = try WebP.decode(still, name: "odd.webp") } == .corrupt)
  }

  @Test func otherFilesAreNotWebP() throws {
    let png = try [UInt8](contentsOf: fixture("png-grey-8.png"))
    let error = #expect(throws: DataError.self) { try WebP.decode(png, name: "face.webp") }
    #expect(error?.kind == .wrongFormat)
    #expect(error?.found == "a PNG file")
    // Sounds begin with the same four letters.
    let sound = Array("RIFF\0\0\0\0WAVEfmt ".utf8)
    #expect(kind(naming: "face.webp") { _ = try ImageFile.decode(sound, name: "face.webp") } == .wrongFormat)
    #expect(throws: FileError.self) { try WebP.read(URL(fileURLWithPath: "/nonexistent/picture.webp")) }
  }

  @Test func manyThreadsMayRead() throws {
    let files = try Self.names.map { try file($0) }
    let expected = try files.map { try WebP.decode($0, name: "serial") }
    let matches = [Bool](unsafeUninitializedCapacity: 200) { buffer, count in
      let results = Shared(buffer.baseAddress!)
      Parallel.each(200) { index in
        let (file, picture) = (files[index % files.count], expected[index % files.count])
        let damaged = try? WebP.decode(file.dropLast(), name: "damaged")
        let found = try? WebP.decode(file, name: "parallel")
        (results.pointer + index).initialize(to: damaged == nil && found == picture)
      }
      count = 200
    }
    #expect(matches.allSatisfy { $0 })
  }
}
