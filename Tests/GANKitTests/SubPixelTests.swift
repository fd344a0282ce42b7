import Foundation
import TestSupport
import Testing

@testable import GANKit

@Suite("Pixel shuffle and PReLU")
struct SubPixelTests {
  /// What PyTorch's PixelShuffle(2) makes of the numbers 0 ..< 48 as `[1, 8, 2, 3]`, its channels first.
  private static let channelsFirst: [Float] = [
    0, 6, 1, 7, 2, 8, 12, 18, 13, 19, 14, 20, 3, 9, 4, 10, 5, 11, 15, 21, 16, 22, 17, 23,
    24, 30, 25, 31, 26, 32, 36, 42, 37, 43, 38, 44, 27, 33, 28, 34, 29, 35, 39, 45, 40, 46, 41, 47,
  ]

  @Test func theOrderIsPyTorchs() {
    let input = Tensor((0..<48).map(Float.init), shape: [1, 8, 2, 3]).permuted([0, 2, 3, 1])
    let expected = Tensor(Self.channelsFirst, shape: [1, 2, 4, 6]).permuted([0, 2, 3, 1])
    #expect(input.pixelShuffled(2) == expected)
    #expect(PixelShuffle(2)(input, .inference) == expected)
  }

  @Test(arguments: [(1, 3), (2, 1), (3, 2), (4, 3)]) func everyPixelIsWhereTheFormulaSays(r: Int, c: Int) {
    let x = Tensor.normal([2, 3, 5, c * r * r], using: Random(seed: 1))
    let y = x.pixelShuffled(r)
    #expect(y.shape == [2, 3 * r, 5 * r, c])
    for n in 0..<2 {
      for row in 0..<3 * r {
        for column in 0..<5 * r {
          for channel in 0..<c {
            let from = channel * r * r + row % r * r + column % r
            #expect(y.at(n, row, column, channel) == x.at(n, row / r, column / r, from))
          }
        }
      }
    }
    #expect(y.pixelUnshuffled(r) == x)
  }

  /// F.prelu of PyTorch with slopes 0.25, -0.5 and 2.
  @Test func slopesBelongToChannels() {
    let x = Tensor([-2, -2, -2, 3, 3, 3, 0, -0.0, -1], shape: [3, 3])
    let y = parametricReLU(x, slope: Tensor([0.25, -0.5, 2]))
    #expect(y.scalars == [-0.5, 1, -4, 3, 3, 3, 0, 0, -2])
    #expect(PReLU(3)(x, .inference).scalars == [-0.5, -0.5, -0.5, 3, 3, 3, 0, 0, -0.25])
  }

  /// The slopes' gradient sums over all pixels of all images, on one thread as on several.
  @Test func gradientOfTheSlopes() {
    let random = Random(seed: 2)
    let x = Tensor.normal([4, 40, 40, 16], using: random)
    let dy = Tensor.normal(x.shape, using: random)
    let slope = Tensor.full([16], 0.25)
    let found = gradient(at: slope) { (parametricReLU(x, slope: $0) * dy).sum() }
    let terms = zip(x.scalars, dy.scalars).map { $0 < 0 ? Double($0) * Double($1) : 0 }
    for channel in 0..<16 {
      let sum = stride(from: channel, to: terms.count, by: 16).reduce(0) { $0 + terms[$1] }
      expectClose(found.scalars[channel], sum, within: 1e-2)
    }
  }
}
