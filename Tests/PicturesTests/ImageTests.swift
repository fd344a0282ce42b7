import Testing

@testable import GANKit
@testable import Pictures

@Suite struct ImageTests {
  @Test(arguments: PixelRange.allCases) func bytesSurviveTheWayThroughNumbers(range: PixelRange) {
    for byte in UInt8.min...UInt8.max {
      #expect(range.byte(range.value(byte)) == byte)
      #expect(range.bounds.contains(range.value(byte)))
    }
    #expect(range.byte(range.bounds.lowerBound) == 0)
    #expect(range.byte(range.bounds.upperBound) == 255)
  }

  @Test(arguments: PixelRange.allCases) func valuesOutsideAreClamped(range: PixelRange) {
    #expect(range.byte(-1e9) == 0)
    #expect(range.byte(1e9) == 255)
    #expect(range.byte(-.infinity) == 0)
    #expect(range.byte(.infinity) == 255)
    #expect(range.byte(.nan) == 0)
  }

  @Test func rangesAreNotMixedUp() {
    // The middle of each range is middle grey, and means something else in the other ranges.
    #expect(PixelRange.signed.byte(0) == 128)
    #expect(PixelRange.unit.byte(0.5) == 128)
    #expect(PixelRange.bytes.byte(128) == 128)
    #expect(PixelRange.unit.byte(0) == 0)
  }

  @Test func tensorBecomesAPicture() {
    let grey = Image(tensor: Tensor([-1, 0, 1, 0.5, -0.5, 2], shape: [2, 3]))
    #expect((grey.width, grey.height, grey.channels) == (3, 2, 1))
    #expect(grey.pixels == [0, 128, 255, 191, 64, 255])
    let colour = Image(tensor: Tensor([0, 0.5, 1, 1, 0, 0], shape: [1, 2, 3]), range: .unit)
    #expect((colour.width, colour.height, colour.channels) == (2, 1, 3))
    #expect(colour.pixels == [0, 128, 255, 255, 0, 0])
    #expect(colour[1, 0, 0] == 255 && colour[1, 0, 2] == 0)
  }

  @Test func pictureBecomesATensorAndBack() {
    let image = Image(width: 2, height: 3, channels: 3, pixels: (0..<18).map { UInt8($0 * 15) })
    for range in PixelRange.allCases {
      let tensor = image.tensor(range: range)
      #expect(Array(tensor.shape) == [3, 2, 3])
      #expect(Image(tensor: tensor, range: range) == image)
    }
  }

  @Test func batchKeepsItsOrder() {
    let batch = Tensor((0..<24).map { Float($0) }, shape: [2, 2, 2, 3])
    let images = Image.batch(batch, range: .bytes)
    #expect(images.count == 2)
    #expect(images[0].pixels == Array(0..<12))
    #expect(images[1].pixels == Array(12..<24))
  }

  @Test func greyBecomesColour() {
    let image = Image(width: 2, height: 1, channels: 1, pixels: [7, 200])
    #expect(image.rgb.pixels == [7, 7, 7, 200, 200, 200])
    #expect(image.rgb.rgb == image.rgb)
  }
}
