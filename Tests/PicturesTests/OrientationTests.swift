import Foundation
import TestSupport
import Testing

@testable import Files
@testable import Pictures

/// Photos as cameras store them: turned, with a note.
@Suite struct OrientationTests {
  /// Of a stored picture `abc` over `def`, what each note makes of it (CIPA DC-008, section 4.6.4).
  private static let upright: [[String]] = [
    ["abc", "def"], ["cba", "fed"], ["fed", "cba"], ["def", "abc"],
    ["ad", "be", "cf"], ["da", "eb", "fc"], ["fc", "eb", "da"], ["cf", "be", "ad"],
  ]

  private static let stored = Image(
    width: 3, height: 2, channels: 3,
    pixels: "abcdef".utf8.flatMap { [$0, $0 &+ 100, $0 &- 90] })

  private static func image(_ rows: [String]) -> Image {
    Image(
      width: rows[0].utf8.count, height: rows.count, channels: 3,
      pixels: rows.joined().utf8.flatMap { [$0, $0 &+ 100, $0 &- 90] })
  }

  /// An EXIF block whose first directory has another entry and then this orientation.
  private static func exif(_ value: UInt16, bigEndian: Bool, type: UInt16 = 3) -> [UInt8] {
    func two(_ number: UInt16) -> [UInt8] {
      let bytes = [UInt8(number >> 8), UInt8(number & 255)]
      return bigEndian ? bytes : bytes.reversed()
    }
    func four(_ number: UInt32) -> [UInt8] {
      let bytes = (0..<4).reversed().map { UInt8(number >> ($0 * 8) & 255) }
      return bigEndian ? bytes : bytes.reversed()
    }
    let header = (bigEndian ? Array("MM".utf8) : Array("II".utf8)) + two(42) + four(8)
    let other = two(0x010f) + two(2) + four(4) + Array("cam\0".utf8)
    let entry = two(0x0112) + two(type) + four(1) + (type == 3 ? two(value) + two(0) : four(UInt32(value)))
    return header + two(2) + other + entry + four(0)
  }

  private static func png(_ image: Image, exif: [UInt8], beforePixels: Bool = true) throws -> Data {
    var file = try PNG.encode(image)
    let body = Array("eXIf".utf8) + exif
    let chunk = bigEndian(UInt32(exif.count)) + body + bigEndian(Checksum.crc32(body))
    // After the header, or before the end.
    file.insert(contentsOf: chunk, at: beforePixels ? 33 : file.count - 12)
    return file
  }

  private static func jpeg(_ file: [UInt8], exif: [UInt8]) -> [UInt8] {
    func segment(_ content: [UInt8]) -> [UInt8] {
      [0xff, 0xe1, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 255)] + content
    }
    // Other metadata comes in segments of the same kind.
    let other = segment(Array("http://ns.adobe.com/xap/1.0/\0<x/>".utf8))
    return Array(file.prefix(2)) + other + segment(Array("Exif\0\0".utf8) + exif) + Array(file.dropFirst(2))
  }

  @Test(arguments: 1...8, [true, false]) func pngIsTurned(value: Int, bigEndian: Bool) throws {
    let exif = Self.exif(UInt16(value), bigEndian: bigEndian)
    for beforePixels in [true, false] {
      let file = try Self.png(Self.stored, exif: exif, beforePixels: beforePixels)
      #expect(try PNG.decode(file, name: "photo.png") == Self.image(Self.upright[value - 1]))
    }
  }

  @Test(arguments: 1...8, [true, false]) func jpegIsTurned(value: Int, bigEndian: Bool) throws {
    // 21 x 13 pixels, grey and colour, and inks, which take another way through the reader.
    for name in ["grey", "420", "progressive", "cmyk"] {
      let file = try [UInt8](contentsOf: fixture("jpeg-\(name).jpg"))
      let stored = try JPEG.decode(file, name: name)
      let exif = Self.exif(UInt16(value), bigEndian: bigEndian, type: bigEndian ? 4 : 3)
      let turned = try JPEG.decode(Self.jpeg(file, exif: exif), name: name)
      // Where "a" of the table went says where every pixel goes.
      let (w, h) = (stored.width - 1, stored.height - 1)
      #expect((turned.width, turned.height) == (value < 5 ? (w + 1, h + 1) : (h + 1, w + 1)))
      for y in 0...h {
        for x in 0...w {
          let (u, v) = [
            (x, y), (w - x, y), (w - x, h - y), (x, h - y), (y, x), (h - y, x), (h - y, w - x), (y, w - x),
          ][value - 1]
          for channel in 0..<stored.channels where stored[x, y, channel] != turned[u, v, channel] {
            Issue.record("\(name), orientation \(value): (\(x), \(y)) is not at (\(u), \(v))")
            return
          }
        }
      }
    }
  }

  /// A WebP with the note behind its picture, or in front of it.
  private static func webP(_ file: [UInt8], exif: [UInt8], beforePixels: Bool) -> [UInt8] {
    func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
      Array(name.utf8) + littleEndian(UInt32(content.count)) + content
        + [UInt8](repeating: 0, count: content.count % 2)
    }
    // 21 x 13 pixels, and the flag for EXIF.
    let header = chunk("VP8X", [8, 0, 0, 0, 20, 0, 0, 12, 0, 0])
    let (note, picture) = (chunk("EXIF", exif), Array(file.dropFirst(12)))
    let body = Array("WEBP".utf8) + header + (beforePixels ? note + picture : picture + note)
    return Array("RIFF".utf8) + littleEndian(UInt32(body.count)) + body
  }

  @Test(arguments: 1...8, [true, false]) func webPIsTurned(value: Int, bigEndian: Bool) throws {
    let exif = Self.exif(UInt16(value), bigEndian: bigEndian)
    for name in ["lossless", "lossy"] {
      let file = try [UInt8](contentsOf: fixture("webp-\(name).webp"))
      let stored = try WebP.decode(file, name: name)
      // What PNG makes of the same pixels has been checked above.
      let expected = try PNG.decode(Self.png(stored, exif: exif), name: name)
      for note in [exif, Array("Exif\0\0".utf8) + exif] {
        for beforePixels in [true, false] {
          let turned = Self.webP(file, exif: note, beforePixels: beforePixels)
          #expect(try WebP.decode(turned, name: name) == expected, "\(name), \(note.count), \(beforePixels)")
        }
      }
    }
  }

  @Test func oneRowAndOneColumn() throws {
    let row = Image(width: 3, height: 1, channels: 1, pixels: [1, 2, 3])
    let turned = try PNG.decode(Self.png(row, exif: Self.exif(6, bigEndian: true)), name: "row.png")
    #expect(turned == Image(width: 1, height: 3, channels: 1, pixels: [1, 2, 3]))
    let back = try PNG.decode(Self.png(turned, exif: Self.exif(8, bigEndian: false)), name: "column.png")
    #expect(back == row)
  }

  @Test(arguments: ["png-rgba-8", "png-rgba-16-interlaced", "png-grey-alpha-8", "png-palette-interlaced"])
  func everyKindOfPNGIsTurned(name: String) throws {
    let file = try Data(contentsOf: fixture("\(name).png"))
    let stored = try PNG.decode(file, name: name)
    let exif = Self.exif(3, bigEndian: true)
    let body = Array("eXIf".utf8) + exif
    var noted = file
    noted.insert(
      contentsOf: bigEndian(UInt32(exif.count)) + body + bigEndian(Checksum.crc32(body)), at: file.count - 12)
    let turned = try PNG.decode(noted, name: name)
    for y in 0..<stored.height {
      for x in 0..<stored.width {
        for channel in 0..<stored.channels {
          #expect(turned[stored.width - 1 - x, stored.height - 1 - y, channel] == stored[x, y, channel])
        }
      }
    }
  }

  @Test func damagedNotesAreNotHeeded() throws {
    let whole = Self.exif(6, bigEndian: false)
    for length in 0..<whole.count {
      let file = try Self.png(Self.stored, exif: Array(whole.prefix(length)))
      let picture = try PNG.decode(file, name: "photo.png")
      // What comes after the entry does not matter.
      #expect(picture == Self.stored || length >= whole.count - 6 && picture.width == 2, "\(length) bytes")
    }
    for value: UInt16 in [0, 9, 255, 65_535] {
      let file = try Self.png(Self.stored, exif: Self.exif(value, bigEndian: true))
      #expect(try PNG.decode(file, name: "photo.png") == Self.stored)
    }
    // A directory beyond the end, a number of entries that does not fit, another type, another magic number.
    for (position, byte) in [(4, 255), (7, 255), (9, 255), (24, 7), (2, 43)] as [(Int, UInt8)] {
      var bytes = Self.exif(6, bigEndian: false)
      bytes[position] = byte
      let picture = try PNG.decode(Self.png(Self.stored, exif: bytes), name: "photo.png")
      #expect(picture == Self.stored || position == 9 && picture.width == 2)
    }
    let jpeg = try [UInt8](contentsOf: fixture("jpeg-444.jpg"))
    let stored = try JPEG.decode(jpeg, name: "photo.jpg")
    for length in 0..<whole.count - 6 {
      #expect(
        try JPEG.decode(Self.jpeg(jpeg, exif: Array(whole.prefix(length))), name: "photo.jpg") == stored)
    }
  }
}
