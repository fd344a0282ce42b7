import Foundation
import TestSupport
import Testing

@testable import Files
@testable import GANKit
@testable import Pictures

@Suite struct JPEGTests {
  /// The files of Fixtures/make_jpeg.py; all but the last show the same scene.
  private static let names = [
    "grey", "444", "422", "420", "progressive", "restarts", "rgb", "turned", "cmyk", "cmyk-plain", "ycck",
    "one-pixel",
  ]

  private func file(_ name: String) throws -> [UInt8] { try [UInt8](contentsOf: fixture("jpeg-\(name).jpg")) }

  @Test(arguments: names) func decodesAsPillowDoes(name: String) throws {
    let found = try JPEG.read(fixture("jpeg-\(name).jpg"))
    let expected = try PNG.read(fixture("jpeg-\(name).png"))
    #expect((found.width, found.height) == (expected.width, expected.height))
    #expect(found.channels == (name == "grey" ? 1 : 3))
    // Versions of the library round chroma differently by one step.
    let distances = zip(found.rgb.pixels, expected.rgb.pixels).map { abs(Int($0) - Int($1)) }
    #expect(distances.allSatisfy { $0 <= 1 }, "\(name): up to \(distances.max()!)")
  }

  @Test(arguments: ["422", "420", "progressive", "restarts", "444", "cmyk", "cmyk-plain", "ycck"])
  func everyColourSpaceShowsTheSameScene(name: String) throws {
    let (found, scene) = (try JPEG.decode(file(name), name: name), try JPEG.decode(file("rgb"), name: "rgb"))
    let distances = zip(found.pixels, scene.pixels).map { abs(Int($0) - Int($1)) }
    #expect(distances.reduce(0, +) < 9 * distances.count, "\(name)")
  }

  @Test(arguments: names) func truncatedFilesAreErrors(name: String) throws {
    let whole = try file(name)
    for length in 0..<whole.count {
      let found = kind(naming: "face.jpg") {
        _ = try JPEG.decode(whole.prefix(length), name: "face.jpg")
      }
      // Shorter than three bytes it could be anything.
      #expect(found == .truncated || length < 3 && found == .wrongFormat, "\(name), cut to \(length) bytes")
    }
    #expect(try JPEG.decode(whole + [0, 0], name: name) == JPEG.decode(whole, name: name))
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
          let found = try JPEG.decode(damaged, name: "damaged.jpg")
          #expect(found.pixels.count == found.width * found.height * found.channels)
        } catch {
          noticed += 1
          #expect(error.path == "damaged.jpg")
        }
      }
    }
    // JPEG has no checksums: a changed coefficient only changes the picture.
    #expect(noticed > whole.count / 4, "\(name): \(noticed) of \(whole.count)")
  }

  /// The file with its frame header (sizes, bits) changed.
  private func reframed(_ name: String, _ change: (inout ArraySlice<UInt8>) -> Void) throws -> [UInt8] {
    var bytes = try file(name)
    let start = try #require(bytes.indices.dropLast().first { bytes[$0] == 0xff && bytes[$0 + 1] == 0xc0 })
    // After the marker and the segment's length: bits, height, width, channels.
    change(&bytes[(start + 4)..<(start + 10)])
    return bytes
  }

  @Test(
    arguments: [
      (20_000, 20_000, .tooLarge), (30_000, 30_000, .tooLarge), (8192, 8193, .tooLarge),
      (8192, 8192, .corrupt),
      (65_535, 1, .wrongFormat), (65_500, 1, .corrupt), (0, 5, .corrupt), (5, 0, .corrupt),
    ] as [(Int, Int, DataError.Kind)])
  func absurdSizesAreRefused(width: Int, height: Int, expected: DataError.Kind) throws {
    let bytes = try reframed("444") { frame in
      let values = [UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255)]
      frame.replaceSubrange(frame.startIndex + 1..<frame.startIndex + 5, with: values)
    }
    #expect(kind(naming: "large.jpg") { _ = try JPEG.decode(bytes, name: "large.jpg") } == expected)
  }

  /// Two bytes for each of three samples of 67 million pixels.
  @Test func progressiveFilesThatTakeTooMuchMemoryAreRefused() throws {
    var bytes = try file("progressive")
    let start = try #require(bytes.indices.dropLast().first { bytes[$0] == 0xff && bytes[$0 + 1] == 0xc2 })
    bytes.replaceSubrange(start + 5..<start + 9, with: [0x20, 0, 0x20, 0])
    // Colours in half the size fit; what is missing then is the rest of the file.
    #expect(kind(naming: "large.jpg") { _ = try JPEG.decode(bytes, name: "large.jpg") } == .corrupt)
    bytes[start + 11] = 0x11
    #expect(kind(naming: "large.jpg") { _ = try JPEG.decode(bytes, name: "large.jpg") } == .tooLarge)
  }

  @Test func otherKindsOfJPEGAreNamed() throws {
    let precise = try reframed("grey") { $0[$0.startIndex] = 12 }
    #expect(kind(naming: "scan.jpg") { _ = try JPEG.decode(precise, name: "scan.jpg") } == .wrongFormat)
    var lossless = try file("grey")
    let frame = try #require(
      lossless.indices.dropLast().first { lossless[$0] == 0xff && lossless[$0 + 1] == 0xc0 })
    lossless[frame + 1] = 0xc3
    let error = #expect(throws: DataError.self) { try JPEG.decode(lossless, name: "scan.jpg") }
    #expect(error?.kind == .wrongFormat)
    #expect(error?.found.contains("SOF") == true)
  }

  @Test func otherFilesAreNotJPEG() throws {
    let png = try [UInt8](contentsOf: fixture("png-grey-8.png"))
    let error = #expect(throws: DataError.self) { try JPEG.decode(png, name: "face.jpg") }
    #expect(error?.kind == .wrongFormat)
    #expect(error?.found == "a PNG file")
    #expect(throws: FileError.self) { try JPEG.read(URL(fileURLWithPath: "/nonexistent/picture.jpg")) }
  }

  @Test func manyThreadsMayRead() throws {
    let files = try Self.names.map { try file($0) }
    let expected = try files.map { try JPEG.decode($0, name: "serial") }
    let matches = [Bool](unsafeUninitializedCapacity: 200) { buffer, count in
      let results = Shared(buffer.baseAddress!)
      Parallel.each(200) { index in
        let (file, picture) = (files[index % files.count], expected[index % files.count])
        // Failures jump; half of the readers fail, so that the jumps of some meet the work of others.
        let damaged = try? JPEG.decode(file.dropLast(), name: "damaged")
        let found = try? JPEG.decode(file, name: "parallel")
        (results.pointer + index).initialize(to: damaged == nil && found == picture)
      }
      count = 200
    }
    #expect(matches.allSatisfy { $0 })
  }
}
