import Foundation
import Pictures
import Testing

@testable import TerminalPictures

@Suite("Pictures in a terminal")
struct PictureTextTests {
  /// Columns in red and green, rows in blue.
  private static func image(width: Int, height: Int, steps: Int = 4) -> Image {
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let red = UInt8(x * steps % 256)
        pixels += [red, 255 - red, UInt8(y * steps % 256)]
      }
    }
    return Image(width: width, height: height, channels: 3, pixels: pixels)
  }

  private func text(_ kind: PictureProtocol, _ image: Image, _ window: Window) throws -> String {
    try #require(PictureText(kind, window: { window }).text(for: PNG.encode(image)))
  }

  @Test("kitty: the PNG file in pieces of at most 4096 characters, all but the last marked as going on")
  func kitty() throws {
    var noise: UInt32 = 1
    let pixels = (0..<3 * 64 * 64).map { _ in
      noise = noise &* 1_664_525 &+ 1_013_904_223
      return UInt8(noise >> 24)
    }
    let image = Image(width: 64, height: 64, channels: 3, pixels: pixels)
    let text = try text(.kitty, image, Window(columns: 80, rows: 24))
    #expect(text.hasSuffix("\u{1B}\\\n"))
    let pieces = text.dropLast().components(separatedBy: "\u{1B}\\").dropLast()
    #expect(pieces.count > 2)
    var data = ""
    for (index, piece) in pieces.enumerated() {
      let halves = piece.split(separator: ";", maxSplits: 1)
      let keys = try #require(halves.first)
      let isLast = index == pieces.count - 1
      #expect(keys == (index == 0 ? "\u{1B}_Ga=T,f=100,q=2,c=4,m=1" : "\u{1B}_Gm=\(isLast ? 0 : 1)"))
      #expect(halves[1].count == 4096 || isLast)
      data += halves[1]
    }
    #expect(try PNG.decode(#require(Data(base64Encoded: data)), name: "sent") == image)
  }

  @Test("iTerm2: the PNG file as it is, with its size and the columns that it gets")
  func iTerm2() throws {
    let image = Self.image(width: 160, height: 20)
    let png = try PNG.encode(image)
    let text = try text(.iTerm2, image, Window(columns: 80, rows: 24))
    let expected = "\u{1B}]1337;File=inline=1;size=\(png.count);width=10;preserveAspectRatio=1:"
    #expect(text.hasPrefix(expected) && text.hasSuffix("\u{07}\n"))
    #expect(Data(base64Encoded: String(text.dropFirst(expected.count).dropLast(2))) == png)
  }

  @Test(
    "Sixels: what is decoded is the picture, to the percent, if it has few colours",
    arguments: [
      (1, 1), (5, 6), (16, 13), (36, 7),
    ])
  func sixels(_ width: Int, _ height: Int) throws {
    let image = Self.image(width: width, height: height, steps: 20)
    let decoded = try SixelDecoder(Sixel.encode(image))
    #expect(decoded.width == width && decoded.height == height)
    #expect(decoded.colours.count <= 256)
    for y in 0..<height {
      for x in 0..<width {
        for channel in 0..<3 {
          let percent = try #require(decoded[x, y])[channel]
          #expect(percent == (Int(image[x, y, channel]) * 100 + 127) / 255, "\(x), \(y)")
        }
      }
    }
  }

  @Test("Sixels: a picture of many colours gets 256 of them, each pixel one that is near its own")
  func manyColours() throws {
    let image = Self.image(width: 96, height: 96, steps: 2)
    let decoded = try SixelDecoder(Sixel.encode(image))
    #expect(decoded.colours.count == 256)
    var (largest, sum) = (0, 0)
    for y in 0..<96 {
      for x in 0..<96 {
        let found = try #require(decoded[x, y])
        let distance = (0..<3).map { abs(found[$0] - (Int(image[x, y, $0]) * 100 + 127) / 255) }.max()!
        (largest, sum) = (max(largest, distance), sum + distance)
      }
    }
    #expect(largest <= 8 && sum < 4 * 96 * 96, "\(largest), \(sum)")
  }

  @Test("Sixels are as wide as the columns that the picture gets, in the window's pixels")
  func sixelSize() throws {
    let image = Self.image(width: 640, height: 320, steps: 1)
    let narrow = try SixelDecoder(
      text(.sixel, image, Window(columns: 24, rows: 50, cellWidth: 10, cellHeight: 20)))
    #expect(narrow.width == 200 && narrow.height == 100)
    // No pixel is shown twice.
    let wide = try SixelDecoder(
      text(.sixel, image, Window(columns: 200, rows: 90, cellWidth: 20, cellHeight: 40)))
    #expect(wide.width == 640 && wide.height == 320)
  }

  @Test("A picture fits into the window: a margin at the side, all of it seen at once")
  func fitting() {
    let window = Window(columns: 80, rows: 24, cellWidth: 8, cellHeight: 16)
    #expect(window.columns(forWidth: 320, height: 100) == 20)
    #expect(window.columns(forWidth: 3200, height: 100) == 76)
    #expect(window.columns(forWidth: 1600, height: 1600) == 42)
    #expect(Window(columns: 3, rows: 1).columns(forWidth: 1600, height: 9000) == 1)
  }

  @Test("What is no PNG file is not shown")
  func noPicture() {
    for kind in PictureProtocol.allCases {
      let shown = PictureText(kind) { Window(columns: 80, rows: 24) }
      #expect(shown.text(for: Data("<svg></svg>".utf8)) == nil)
      #expect(shown.text(for: Data()) == nil)
    }
  }
}

/// Reads sixels as a terminal does.
struct SixelDecoder {
  private(set) var width = 0
  private(set) var height = 0
  /// In percent of red, green and blue.
  private(set) var colours: [Int: [Int]] = [:]
  private var pixels: [Int: [Int]] = [:]

  struct Malformed: Error {}

  subscript(x: Int, y: Int) -> [Int]? { pixels[y * 100_000 + x] }

  init(_ text: String) throws {
    var rest = Array(text.trimmingCharacters(in: .newlines).utf8)[...]
    guard rest.starts(with: Array("\u{1B}P".utf8)), rest.suffix(2).elementsEqual(Array("\u{1B}\\".utf8)),
      let start = rest.firstIndex(of: UInt8(ascii: "q"))
    else { throw Malformed() }
    rest = rest[(start + 1)...].dropLast(2)

    func numbers() -> [Int] {
      let text = rest.prefix { ($0 >= 48 && $0 <= 57) || $0 == UInt8(ascii: ";") }
      rest = rest.dropFirst(text.count)
      return String(decoding: text, as: UTF8.self).split(separator: ";").compactMap { Int($0) }
    }
    var (x, top, colour, count) = (0, 0, 0, 1)
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""):
        let size = numbers()
        guard size.count == 4 else { throw Malformed() }
        (width, height) = (size[2], size[3])
      case UInt8(ascii: "#"):
        let parts = numbers()
        if parts.count == 5, parts[1] == 2 {
          colours[parts[0]] = Array(parts[2...])
        } else {
          colour = parts[0]
        }
      case UInt8(ascii: "!"): count = numbers()[0]
      case UInt8(ascii: "$"): x = 0
      case UInt8(ascii: "-"): (x, top) = (0, top + 6)
      case 63...126:
        guard let value = colours[colour] else { throw Malformed() }
        for _ in 0..<count {
          for row in 0..<6 where (byte - 63) >> row & 1 == 1 { pixels[(top + row) * 100_000 + x] = value }
          x += 1
        }
        count = 1
      default: throw Malformed()
      }
    }
  }
}
