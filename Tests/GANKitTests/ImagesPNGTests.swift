import Foundation
import Testing

@testable import GANKit

/// A picture whose pixels look random, the same every time.
private func picture(_ width: Int, _ height: Int, _ channels: Int) -> Image {
  var state: UInt32 = 1
  let pixels = (0..<width * height * channels).map { _ in
    state = state &* 1_664_525 &+ 1_013_904_223
    return UInt8(state >> 24)
  }
  return Image(width: width, height: height, channels: channels, pixels: pixels)
}

@Suite struct ImagesPNGTests {
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
      ("grey-interlaced", 1, { [17 * $0] }),
      ("grey-key", 1, { $0 == 4 ? [255] : [17 * $0] }),
      ("grey-alpha-8", 1, { overWhite([17 * $0], $0) }),
      ("grey-alpha-16", 1, { overWhite([17 * $0], $0) }),
      ("palette-1", 3, { colour($0 % 2) }),
      ("palette-2", 3, { colour($0 % 4) }),
      ("palette-4", 3, colour),
      ("palette-8", 3, colour),
      ("palette-alpha", 3, { overWhite(colour($0), $0) }),
      ("rgb-8", 3, colour),
      ("rgb-16", 3, colour),
      ("rgb-interlaced", 3, colour),
      ("rgba-8", 3, { overWhite(colour($0), $0) }),
      ("rgba-16", 3, { overWhite(colour($0), $0) }),
    ]
  }()

  @Test(arguments: expected.indices) func decodesEveryColourTypeAndDepth(index: Int) throws {
    let (name, channels, pixel) = Self.expected[index]
    let image = try PNG.read(fixture("png-\(name).png"))
    #expect((image.width, image.height, image.channels) == (5, 3, channels), "\(name)")
    #expect(image.pixels.map(Int.init) == (0..<15).flatMap(pixel), "\(name)")
  }

  @Test(arguments: expected.indices) func damagedFilesThrowAndNeverCrash(index: Int) throws {
    let name = Self.expected[index].name
    let file = try Data(contentsOf: fixture("png-\(name).png"))
    // The last chunk, IEND, is 12 bytes long; a file without it still has all its pixels.
    for length in 0..<file.count - 12 {
      #expect(throws: PNGError.self, "\(name), cut to \(length) bytes") {
        try PNG.decode(file.prefix(length), name: name)
      }
    }
    for position in file.indices {
      for bit in 0..<8 {
        var damaged = file
        damaged[position] ^= 1 << bit
        // Damage to what does not matter, such as IEND, may go unnoticed; but then the picture has its size.
        let image = try? PNG.decode(damaged, name: name)
        #expect(image == nil || (image!.width, image!.height) == (5, 3), "\(name), byte \(position), bit \(bit)")
      }
    }
  }

  @Test func damagedPixelsAreNoticed() throws {
    let file = try PNG.encode(picture(16, 16, 3))
    let start = try #require(file.range(of: Data("IDAT".utf8))).upperBound
    var damaged = file
    damaged[start + 40] ^= 0xff
    let error = #expect(throws: PNGError.self) { try PNG.decode(damaged, name: "face.png") }
    guard case .damaged(name: "face.png", _) = error else {
      Issue.record("expected .damaged, found \(String(describing: error))")
      return
    }
  }

  @Test func otherFilesAreNotPNG() throws {
    let error = #expect(throws: PNGError.self) {
      try PNG.decode(Data([0xff, 0xd8, 0xff, 0xe0]) + Data("JFIF".utf8), name: "face.jpg")
    }
    #expect(error == .notPNG(name: "face.jpg", found: "FF D8 FF E0 4A 46 49 46"))
    #expect(throws: PNGError.notPNG(name: "empty", found: "nothing (it is empty)")) {
      try PNG.decode(Data(), name: "empty")
    }
  }

  @Test(arguments: [(1 << 30, 1 << 30), (0x7fff_ffff, 1), (20_000, 20_000), (999_999, 999_999), (8000, 8000), (0, 5)])
  func absurdSizesAreRefused(width: Int, height: Int) throws {
    var file = try PNG.encode(picture(4, 4, 1))
    let header = bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [UInt8](file[24..<29])
    file.replaceSubrange(16..<33, with: header + bigEndian(crc(Data("IHDR".utf8) + header)))
    #expect(throws: PNGError.self) { try PNG.decode(file, name: "large") }
  }

  @Test func missingFileSaysItsName() throws {
    let url = URL(fileURLWithPath: "/nonexistent/picture.png")
    let error = #expect(throws: PNGError.self) { try PNG.read(url) }
    #expect(error?.description.contains("/nonexistent/picture.png") == true)
  }

  /// The checksum that ends a chunk of a PNG file, so that a forged header looks genuine.
  private func crc(_ bytes: Data) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xedb8_8320 : 0) }
    }
  }
}
