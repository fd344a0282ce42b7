import Files
import GANKit
import Pictures
import Testing

@testable import PictureSets

@Suite("What a result keeps of its input")
struct GivenPartTests {
  private static func noise(_ width: Int, _ height: Int, seed: UInt64, _ range: Range<Int> = 60..<180)
    -> Image
  {
    let random = Random(seed: seed)
    let pixels = (0..<width * height * 3).map { _ in
      UInt8(range.lowerBound + random.integer(below: range.count))
    }
    return Image(width: width, height: height, channels: 3, pixels: pixels)
  }

  @Test("Brightness: that of the picture, in the colours of the result")
  func brightness() throws {
    let (picture, result) = (Self.noise(20, 15, seed: 1), Self.noise(20, 15, seed: 2))
    for picture in [picture, picture.grey] {
      let kept = try GivenPart.brightness.kept(of: picture, in: result, name: "a.png")
      #expect(zip(kept.grey.pixels, picture.grey.pixels).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
      // Red and blue differ as they did.
      for index in 0..<300 {
        let differences = [kept, result].map { Int($0.pixels[3 * index]) - Int($0.pixels[3 * index + 2]) }
        #expect(differences[0] == differences[1])
      }
    }
  }

  @Test("Brightness: white stays white and black black, whatever the result's colours")
  func ends() throws {
    for value: UInt8 in [0, 255] {
      let picture = Image(width: 4, height: 4, channels: 1, pixels: .init(repeating: value, count: 16))
      let kept = try GivenPart.brightness.kept(
        of: picture, in: Self.noise(4, 4, seed: 3, 126..<130), name: "a.png")
      #expect(kept.pixels.allSatisfy { abs(Int($0) - Int(value)) <= 4 })
    }
  }

  @Test("Surroundings: every pixel outside the hole is the picture's, every one inside the result's")
  func surroundings() throws {
    let random = Random(seed: 4)
    for (width, height) in [(40, 30), (31, 64), (12, 12)] {
      let photo = Self.noise(width, height, seed: 5, 10..<120)
      let input = PairTask.inpaint.input(for: photo, using: random)
      let result = Self.noise(width, height, seed: 6, 200..<250)
      let kept = try GivenPart.surroundings.kept(of: input, in: result, name: "a.png")
      let hole = (0..<width * height).filter { input.pixels[3 * $0] == Hole.filling }
      #expect(hole.count * 5 > width * height)
      var expected = photo.pixels
      for index in hole {
        expected.replaceSubrange(3 * index..<3 * index + 3, with: result.pixels[3 * index..<3 * index + 3])
      }
      #expect(kept.pixels == expected)
    }
  }

  @Test("Pixels that have the grey of a hole by chance are no hole, and a picture without one is refused")
  func noHole() throws {
    var pixels = Self.noise(9, 9, seed: 7, 10..<120).pixels
    // A row of three and two single ones.
    for index in [0, 40, 41, 42, 80] {
      pixels.replaceSubrange(3 * index..<3 * index + 3, with: [128, 128, 128])
    }
    let result = Self.noise(9, 9, seed: 8, 200..<250)
    for picture in [Image(width: 9, height: 9, channels: 3, pixels: pixels), .plain(2, 9)] {
      let error = try #require(throws: DataError.self) {
        let same = picture.width == 9 ? result : Self.noise(2, 9, seed: 9)
        _ = try GivenPart.surroundings.kept(of: picture, in: same, name: "photo.jpg")
      }
      #expect(
        error.kind == .unsuitableContent && error.path == "photo.jpg" && error.expected.contains("128")
          && error.advice.contains("PNG"))
    }
  }
}
