import Foundation
import TestSupport
import Testing

@testable import Files
@testable import GANKit
@testable import Pictures

/// A picture whose pixels look random, the same every time.
private func picture(_ width: Int, _ height: Int, _ channels: Int) -> Image {
  var state: UInt32 = 1
  let pixels = (0..<width * height * channels).map { _ in
    state = state &* 1_664_525 &+ 1_013_904_223
    return UInt8(state >> 24)
  }
  return Image(width: width, height: height, channels: channels, pixels: pixels)
}

@Suite struct PNGTests {
  @Test(arguments: [1, 2, 3, 7, 8, 9, 28, 64, 257], [1, 3]) func roundTrip(size: Int, channels: Int) throws {
    for (width, height) in [(size, size), (size, 1), (1, size), (size, 5)] {
      let image = picture(width, height, channels)
      let file = try PNG.encode(image)
      #expect(try PNG.decode(file, name: "test") == image)
      #expect(try PNG.encode(image) == file, "the same picture must give the same bytes")
    }
  }

  /// What decoding must give for each file of Fixtures/make_png.py.
  private static let expected: [(name: String, channels: Int, pixel: @Sendable (Int) -> [Int])] = {
    @Sendable func colour(_ i: Int) -> [Int] { [17 * i, 255 - 17 * i, 5 * i] }
    @Sendable func overWhite(_ values: [Int], _ i: Int) -> [Int] {
      let opacity = [255, 0, 128][i % 3]
      return values.map { Int((Double($0 * opacity + 255 * (255 - opacity)) / 255).rounded()) }
    }
    return [
      ("grey-1", 1, { [255 * ($0 % 2)] }),
      ("grey-2", 1, { [85 * ($0 % 4)] }),
      ("grey-4", 1, { [17 * $0] }),
      ("grey-8", 1, { [17 * $0] }),
      ("grey-16", 1, { [17 * $0] }),
      ("grey-16-fine", 1, { [Int((Double(4600 * $0 + 99) / 257).rounded())] }),
      ("grey-interlaced", 1, { [17 * $0] }),
      ("grey-1-interlaced", 1, { [255 * ($0 % 2)] }),
      ("grey-key", 1, { $0 == 4 ? [255] : [17 * $0] }),
      ("grey-alpha-8", 1, { overWhite([17 * $0], $0) }),
      ("grey-alpha-16", 1, { overWhite([17 * $0], $0) }),
      ("palette-1", 3, { colour($0 % 2) }),
      ("palette-2", 3, { colour($0 % 4) }),
      ("palette-4", 3, colour),
      ("palette-8", 3, colour),
      ("palette-interlaced", 3, colour),
      ("palette-alpha", 3, { overWhite(colour($0), $0) }),
      ("rgb-8", 3, colour),
      ("rgb-16", 3, colour),
      ("rgb-interlaced", 3, colour),
      ("rgb-gamma", 3, colour),
      ("rgb-key", 3, { $0 == 4 ? [255, 255, 255] : colour($0) }),
      ("rgb-16-key", 3, { $0 == 4 ? [255, 255, 255] : colour($0) }),
      ("rgba-8", 3, { overWhite(colour($0), $0) }),
      ("rgba-16", 3, { overWhite(colour($0), $0) }),
      ("rgba-16-interlaced", 3, { overWhite(colour($0), $0) }),
    ]
  }()

  @Test(arguments: expected.indices) func decodesEveryColourTypeAndDepth(index: Int) throws {
    let (name, channels, pixel) = Self.expected[index]
    let image = try PNG.read(fixture("png-\(name).png"))
    #expect((image.width, image.height, image.channels) == (5, 3, channels), "\(name)")
    #expect(image.pixels.map(Int.init) == (0..<15).flatMap(pixel), "\(name)")
  }

  @Test(arguments: expected.indices) func anyDamageIsNoticed(index: Int) throws {
    let name = Self.expected[index].name
    let file = try Data(contentsOf: fixture("png-\(name).png"))
    for length in 0..<file.count {
      #expect(throws: DataError.self, "\(name), cut to \(length) bytes") {
        try PNG.decode(file.prefix(length), name: name)
      }
    }
    // Every byte belongs to the signature or to a chunk with a checksum.
    for position in file.indices {
      for bit in 0..<8 {
        var damaged = file
        damaged[position] ^= 1 << bit
        #expect(throws: DataError.self, "\(name), byte \(position), bit \(bit)") {
          try PNG.decode(damaged, name: name)
        }
      }
    }
  }

  @Test func damageIsNamed() throws {
    let file = try PNG.encode(picture(16, 16, 3))
    let start = try #require(file.range(of: Data("IDAT".utf8))).upperBound
    var damaged = file
    damaged[start + 40] ^= 0xff
    #expect(kind(naming: "face.png") { _ = try PNG.decode(damaged, name: "face.png") } == .corrupt)
    #expect(kind(naming: "face.png") { _ = try PNG.decode(file.prefix(50), name: "face.png") } == .truncated)
    #expect(kind(naming: "face.png") { _ = try PNG.decode(file.prefix(3), name: "face.png") } == .truncated)
    // Right checksums around pixels that are too few: libpng finds this.
    let chunks = try PNG.encode(picture(16, 8, 3))
    var short = file
    short.replaceSubrange(33..., with: chunks[33...])
    #expect(kind(naming: "face.png") { _ = try PNG.decode(short, name: "face.png") } == .corrupt)
  }

  @Test func whatFollowsTheEndDoesNotMatter() throws {
    let image = picture(3, 3, 1)
    #expect(try PNG.decode(PNG.encode(image) + Data("note".utf8), name: "test") == image)
  }

  @Test func otherFilesAreNotPNG() throws {
    let error = #expect(throws: DataError.self) {
      try PNG.decode(Data([0xff, 0xd8, 0xff, 0xe0]) + Data("JFIF".utf8), name: "face.jpg")
    }
    #expect(error?.kind == .wrongFormat)
    #expect(error?.found == "a JPEG file")
    #expect(throws: DataError.self) { try PNG.decode(Data(), name: "empty") }
  }

  @Test(
    arguments: [
      (1 << 30, 1 << 30, .corrupt), (0x7fff_ffff, 1, .corrupt), (20_000, 20_000, .tooLarge),
      (30_000, 30_000, .tooLarge),
      (8192, 8193, .tooLarge), (8192, 8192, .wrongSize), (8000, 8000, .wrongSize), (0, 5, .corrupt),
    ] as [(Int, Int, DataError.Kind)])
  func absurdSizesAreRefused(width: Int, height: Int, expected: DataError.Kind) throws {
    let file = try announcing(width, height, PNG.encode(picture(4, 4, 1)))
    #expect(kind(naming: "large.png") { _ = try PNG.decode(file, name: "large.png") } == expected)
  }

  @Test func missingFileSaysItsName() throws {
    let error = #expect(throws: FileError.self) {
      try PNG.read(URL(fileURLWithPath: "/nonexistent/picture.png"))
    }
    #expect(error?.reason == .missing)
    #expect(error?.path == "/nonexistent/picture.png")
  }
}
