import Foundation
import TestSupport
import Testing

@testable import Files
@testable import Pictures

/// What is read and written beside the colours: transparency and profile.
@Suite struct PhotographTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Bytes of which only the header is that of a profile.
  private static func profile(_ space: String, count: Int) -> [UInt8] {
    var bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
    bytes.replaceSubrange(0..<4, with: bigEndian(UInt32(count)))
    bytes.replaceSubrange(16..<20, with: space.utf8)
    bytes.replaceSubrange(36..<40, with: "acsp".utf8)
    return bytes
  }

  private static func image(_ width: Int, _ height: Int, _ channels: Int) -> Image {
    let count = width * height * channels
    return Image(
      width: width, height: height, channels: channels,
      pixels: (0..<count).map { UInt8(truncatingIfNeeded: 37 &* $0 &+ $0 &* $0 >> 4) })
  }

  @Test(arguments: [
    ("grey-alpha-8", false), ("grey-alpha-16", true), ("rgba-8", false), ("rgba-16", true),
    ("rgba-16-interlaced", true), ("palette-alpha", false),
  ])
  func coloursOfTransparentPixelsStayAsTheyAre(name: String, isDeep: Bool) throws {
    let found = try ImageFile.readPhotograph(fixture("png-\(name).png"))
    let colour = found.image.channels == 3
    let expected = (0..<15).flatMap { (i: UInt8) -> [UInt8] in
      colour ? [17 * i, 255 - 17 * i, 5 * i] : [17 * i]
    }
    #expect(found.image.pixels == expected)
    let opacities: [UInt8] = [255, 0, 128]
    #expect(found.alpha?.pixels == (0..<15).map { opacities[$0 % 3] })
    #expect(found.losses == (isDeep ? [.depth] : []))
  }

  @Test func aKeyIsTransparent() throws {
    let found = try ImageFile.readPhotograph(fixture("png-rgb-key.png"))
    #expect(found.image.pixels[12..<15] == [68, 187, 20])
    #expect(found.alpha?.pixels == (0..<15).map { $0 == 4 ? 0 : 255 })
  }

  @Test(arguments: ["grey-8", "grey-16", "rgb-8", "palette-4", "grey-1"])
  func opaquePicturesHaveNoAlpha(name: String) throws {
    let url = try fixture("png-\(name).png")
    let found = try ImageFile.readPhotograph(url)
    #expect(try found.image == ImageFile.read(url) && found.alpha == nil && found.profile == nil)
    #expect(found.losses == (name == "grey-16" ? [.depth] : []))
    let white = Image(width: 5, height: 3, channels: 1, pixels: [UInt8](repeating: 255, count: 15))
    let written = try folder.file("opaque.png", PNG.encode(Photograph(found.image, alpha: white)))
    #expect(try ImageFile.readPhotograph(written) == Photograph(found.image))
  }

  @Test func opacityIsTurnedWithThePicture() throws {
    let photograph = try ImageFile.readPhotograph(fixture("webp-lossless-turned.webp"))
    let stored = try ImageFile.readPhotograph(fixture("webp-lossless-alpha.webp"))
    let (alpha, before) = (try #require(photograph.alpha), try #require(stored.alpha))
    #expect((alpha.width, alpha.height) == (13, 21))
    for y in 0..<13 { for x in 0..<21 { #expect(alpha[12 - y, x] == before[x, y]) } }
  }

  @Test(arguments: ["profile.png", "profile.jpg", "profile.webp"])
  func profilesOfOtherProgramsAreRead(name: String) throws {
    let found = try ImageFile.readPhotograph(fixture(name))
    #expect(try found.profile == [UInt8](contentsOf: fixture("profile.icc")))
    #expect(found.losses.isEmpty)
  }

  @Test(arguments: [1, 3], [1, 13, 300])
  func whatIsWrittenIsReadBack(channels: Int, width: Int) throws {
    let image = Self.image(width, 7, channels)
    let alpha = Self.image(width, 7, 1)
    let profile = Self.profile(channels == 1 ? "GRAY" : "RGB ", count: 70_000)
    let url = folder.url.appending(path: "photo.png")
    for photograph in [
      Photograph(image), Photograph(image, alpha: alpha), Photograph(image, profile: profile),
      Photograph(image, alpha: alpha, profile: profile),
    ] {
      try PNG.write(photograph, to: url)
      #expect(try ImageFile.readPhotograph(url) == photograph)
      #expect(try PNG.encode(photograph) == Data(contentsOf: url), "the same bytes each time")
    }
    #expect(try PNG.encode(Photograph(image)) == PNG.encode(image))
  }

  @Test func nothingHalfWrittenIsLeft() throws {
    let url = try folder.file("photo.png", Array("before".utf8))
    let photograph = Photograph(Self.image(3, 2, 3), profile: Self.profile("CMYK", count: 400))
    #expect(throws: PNGError.unfitProfile(channels: 3)) { try PNG.write(photograph, to: url) }
    #expect(try Data(contentsOf: url) == Data("before".utf8))
    #expect(throws: FileError.self) {
      try PNG.write(Photograph(photograph.image), to: folder.url.appending(path: "no/photo.png"))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["photo.png"])
  }

  /// A JPEG with a profile in pieces, each a number, the number of all, and bytes.
  private func jpeg(_ name: String, _ pieces: [(number: Int, of: Int, bytes: ArraySlice<UInt8>)]) throws
    -> [UInt8]
  {
    let file = try [UInt8](contentsOf: fixture("jpeg-\(name).jpg"))
    let segments = pieces.map { piece -> [UInt8] in
      let content = Array("ICC_PROFILE\0".utf8) + [UInt8(piece.number), UInt8(piece.of)] + piece.bytes
      return [0xff, 0xe2, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 255)] + content
    }
    return Array(file.prefix(2)) + segments.flatMap(\.self) + Array(file.dropFirst(2))
  }

  private func photograph(_ jpeg: [UInt8]) throws -> Photograph {
    try ImageFile.readPhotograph(folder.file("photo.jpg", jpeg))
  }

  @Test func profilesInSeveralPiecesArePutTogether() throws {
    let profile = Self.profile("RGB ", count: 150_000)
    let parts = [profile[..<60_000], profile[60_000..<120_000], profile[120_000...]]
    for order in [[0, 1, 2], [2, 0, 1]] {
      let found = try photograph(jpeg("444", order.map { ($0 + 1, 3, parts[$0]) }))
      #expect(found.profile == profile && found.losses.isEmpty)
    }
    // One is missing, or there twice, or numbered from zero: no error, but it is said.
    for pieces in [
      [(1, 3, 0), (3, 3, 2)], [(1, 3, 0), (2, 3, 1), (2, 3, 2)], [(0, 3, 0), (1, 3, 1), (2, 3, 2)],
    ] {
      let found = try photograph(jpeg("444", pieces.map { ($0.0, $0.1, parts[$0.2]) }))
      #expect(found.profile == nil && found.losses == [.profile])
    }
    #expect(try photograph(jpeg("444", [(1, 0, parts[0])])).losses == [.profile])
  }

  @Test(arguments: [
    ("grey", "GRAY", true), ("grey", "RGB ", false), ("444", "GRAY", false), ("cmyk", "CMYK", false),
  ])
  func profilesForOtherChannelsAreLeftOut(name: String, space: String, fits: Bool) throws {
    let profile = Self.profile(space, count: 500)
    let found = try photograph(jpeg(name, [(1, 1, profile[...])]))
    #expect(found.profile == (fits ? profile : nil))
    #expect(found.losses == (fits ? [] : [.profile]))
    #expect(try found.image == JPEG.read(fixture("jpeg-\(name).jpg")))
  }

  @Test func damagedProfilesAreLeftOut() throws {
    let image = Self.image(5, 4, 3)
    let whole = Self.profile("RGB ", count: 300)
    let packed = try #require(ColourProfile.chunk(of: whole))
    var chunks = PNGChunk.list(in: try PNG.encode(image))
    chunks.insert(PNGChunk("iCCP", Data(packed)), at: 1)
    #expect(try ImageFile.readPhotograph(folder.file("a.png", PNGChunk.file(chunks))).profile == whole)
    let contents: [[UInt8]] = [
      [], Array("name".utf8), Array("name\0".utf8), Array("name\0\0".utf8), Array("name\0\u{1}".utf8),
      packed.dropLast(5), Array(packed.prefix(20)),
      try #require(ColourProfile.chunk(of: Array(whole.dropLast()))),
      try #require(ColourProfile.chunk(of: Array(whole.prefix(100)))),
      // Unpacks to more than any profile has.
      try #require(ColourProfile.chunk(of: [UInt8](repeating: 0, count: 1 << 24 + 1))),
    ]
    for content in contents {
      chunks[1] = PNGChunk("iCCP", Data(content))
      let found = try ImageFile.readPhotograph(folder.file("a.png", PNGChunk.file(chunks)))
      #expect(found.image == image && found.profile == nil && found.losses == [.profile])
    }
  }

  @Test func animationsSayThatThereIsMore() throws {
    let still = Self.image(6, 4, 3)
    let frames = ([255, 0] as [UInt8]).map { value in
      let pixels = [UInt8](repeating: value, count: 6 * 4 * 3)
      return AnimatedPNG.Frame(Image(width: 6, height: 4, channels: 3, pixels: pixels), seconds: 0.1)
    }
    let film = try folder.file("film.png", AnimatedPNG(frames, still: still).encoded())
    #expect(try ImageFile.readPhotograph(film).losses == [.animation])
    #expect(try ImageFile.readPhotograph(film).image == still)
    let one = try folder.file("one.png", AnimatedPNG([frames[0]], still: still).encoded())
    #expect(try ImageFile.readPhotograph(one).losses.isEmpty)
  }
}
