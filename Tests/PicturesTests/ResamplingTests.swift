import Foundation
import TestSupport
import Testing

@testable import GANKit
@testable import Pictures

@Suite struct ResamplingTests {
  /// A case is named as `matlab-bicubic-12x8-to-3x2`; see Fixtures/make_resampling.py.
  @Test(arguments: ReferenceFamily.cases("resampling"))
  func agreesWithMATLABAndPillow(_ reference: ReferenceCase) throws {
    let method = try #require(Resampling(rawValue: String(reference.name.split(separator: "-")[1])))
    let (input, output) = (try reference("input"), try reference("output"))
    try reference.expect(
      "output", input.resized(height: output.shape[1], width: output.shape[2], method), within: 2e-6)
  }

  @Test func everyCaseIsThere() throws {
    #expect(try ReferenceFamily("resampling").cases.count == 42)
  }

  @Test(arguments: Resampling.allCases) func weightsAddUpToOne(method: Resampling) {
    for old in 1...23 {
      for new in 1...23 {
        let axis = ResamplingWeights(from: old, to: new, method)
        #expect(axis.sources.count == new * axis.taps && axis.weights.count == new * axis.taps)
        #expect(axis.sources.allSatisfy { (0..<old).contains($0) })
        for pixel in 0..<new {
          let sum = axis.weights[pixel * axis.taps..<(pixel + 1) * axis.taps].reduce(0, +)
          expectClose(sum, 1.0, within: 1e-6, "\(method), \(old) to \(new)")
        }
      }
    }
  }

  @Test(arguments: Resampling.allCases) func theSameSizeIsTheSamePicture(method: Resampling) {
    let images = Tensor((0..<24).map { Float($0 * $0) }, shape: [1, 4, 3, 2])
    #expect(images.resized(height: 4, width: 3, method) == images)
    let image = Image(width: 4, height: 2, channels: 1, pixels: Array(0..<8))
    #expect(image.resized(width: 4, height: 2, method) == image)
    // The weights say the same, without the short cut.
    let axis = ResamplingWeights(from: 5, to: 5, method)
    #expect(axis.taps == 1 && axis.sources == Array(0..<5) && axis.weights == [1, 1, 1, 1, 1])
  }

  @Test func knownWeights() {
    // Keys' function at 1/4, 3/4, 5/4 and 7/4, for pixels that are twice as close.
    let enlarged = ResamplingWeights(from: 8, to: 16, .bicubic)
    let expected: [Float] = [-0.0234375, 0.2265625, 0.8671875, -0.0703125]
    #expect(Array(enlarged.weights[8 * enlarged.taps..<9 * enlarged.taps]) == expected)
    #expect(Array(enlarged.sources[8 * enlarged.taps..<9 * enlarged.taps]) == [2, 3, 4, 5])
    // Halving: the same function, twice as wide and half as high.
    let halved = ResamplingWeights(from: 16, to: 8, .bicubic)
    let weights = halved.weights[4 * halved.taps..<5 * halved.taps]
    #expect(halved.taps == 8)
    #expect(weights.map { $0 * 256 } == [-3, -9, 29, 111, 111, 29, -9, -3])
    #expect(Array(halved.sources[0..<8]) == [2, 1, 0, 0, 1, 2, 3, 4])
    let area = ResamplingWeights(from: 3, to: 2, .area)
    #expect(area.sources == [0, 1, 1, 2])
    let thirds: [Float] = [2, 1, 1, 2]
    #expect(area.weights == thirds.map { $0 / 3 })
  }

  @Test func shrinkingDoesNotAlias() {
    // One column in four is white: skipping columns would give black or white, the mean is 1/4.
    let stripes = Tensor((0..<64 * 64).map { $0 % 4 == 1 ? 1 : 0 }, shape: [1, 64, 64, 1])
    for method in Resampling.allCases {
      let small = stripes.resized(height: 16, width: 16, method)
      let inside = (3..<13).map { small.at(0, 8, $0, 0) }
      expectClose(inside, inside.map { _ in 0.25 }, within: 0.08, "\(method)")
    }
  }

  @Test(arguments: Resampling.allCases) func batchesAreResizedPictureByPicture(method: Resampling) {
    let random = Random(seed: 3)
    let images = Tensor.uniform([5, 9, 12, 3], in: -1...1, using: random)
    let whole = images.resized(height: 7, width: 20, method)
    for index in 0..<5 {
      #expect(
        whole.rows(index..<index + 1) == images.rows(index..<index + 1).resized(height: 7, width: 20, method))
    }
    #expect(Tensor.zeros([0, 4, 4, 3]).resized(height: 2, width: 2, method).shape == [0, 2, 2, 3])
  }

  @Test func picturesAreRoundedAndClamped() {
    let edge = Image(width: 8, height: 1, channels: 1, pixels: [0, 0, 0, 0, 255, 255, 255, 255])
    let large = edge.resized(width: 16, height: 1, .bicubic)
    let exact = edge.tensor(range: .bytes).reshaped(to: [1, 1, 8, 1]).resized(height: 1, width: 16, .bicubic)
    #expect(exact.scalars.min()! < -5 && exact.scalars.max()! > 260, "bicubic overshoots")
    #expect(large.pixels == exact.scalars.map(PixelRange.bytes.byte))
    #expect(large.pixels[5...6] == [0, 0] && large.pixels[9...10] == [255, 255])
  }

  @Test func croppingTakesTheNamedPart() {
    let image = Image(width: 5, height: 4, channels: 3, pixels: (0..<60).map { UInt8($0) })
    let part = image.cropped(x: 1, y: 2, width: 3, height: 2)
    #expect(part.pixels == Array(33..<42) + Array(48..<57))
    #expect(image.centreCropped(width: 2, height: 2) == image.cropped(x: 1, y: 1, width: 2, height: 2))
    #expect(image.cropped(toMultipleOf: 2) == image.cropped(x: 0, y: 0, width: 4, height: 4))
    #expect(image.cropped(toMultipleOf: 1) == image)
  }

  @Test(arguments: [(64, 64), (65, 64), (64, 97), (1, 1), (1, 300), (178, 218), (31, 500)])
  func thumbnailsOfAnySize(width: Int, height: Int) {
    // Red grows to the right and green downwards, so that the middle is known whatever is cut off.
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let red = 255 * (2 * x + 1) / (2 * width)
        let green = 255 * (2 * y + 1) / (2 * height)
        pixels += [UInt8(red), UInt8(green), 9]
      }
    }
    let image = Image(width: width, height: height, channels: 3, pixels: pixels)
    let small = image.squareThumbnail(16)
    #expect((small.width, small.height, small.channels) == (16, 16, 3))
    let middle = [small[7, 7, 0], small[8, 8, 0], small[7, 7, 1], small[8, 8, 1]].map(Int.init)
    #expect(abs(middle[0] + middle[1] - 255) <= 10 && abs(middle[2] + middle[3] - 255) <= 10, "\(middle)")
    let side = min(width, height)
    // Of all the red that there is, the square's share; of one pixel there is no share.
    let spread = side == 1 ? 0 : 255.0 * 15 / 16 * Double(side) / Double(width)
    let found = Double(small[15, 3, 0]) - Double(small[0, 3, 0])
    expectClose(found, spread, within: 8, "stretched")
    #expect(side != 16 || image.squareThumbnail(16) == image.centreCropped(width: 16, height: 16))
  }
}
