import Foundation
import TestSupport
import Testing

@testable import Datasets
@testable import GANKit
@testable import Judges

@Suite struct CheckerboardTests {
  /// Digits by a generator of two transposed convolutions, as its weights were drawn.
  private func untrained(kernel: Int, seed: UInt64) -> Tensor {
    let random = Random(seed: seed)
    let generator = Sequential {
      Dense(100, 7 * 7 * 64, bias: false, using: random)
      BatchNorm(7 * 7 * 64, activation: .leakyReLU(0.3))
      Reshape([7, 7, 64])
      ConvTranspose2D(64, 64, kernel: kernel, stride: 2, bias: false, using: random)
      BatchNorm(64, activation: .leakyReLU(0.3))
      ConvTranspose2D(64, 1, kernel: kernel, stride: 2, bias: false, activation: .tanh, using: random)
    }
    return generator(.normal([300, 100], using: random), .training(random))
  }

  @Test(arguments: [1, 2, 3]) func kernelsThatTheStrideDoesNotDivideShow(seed: UInt64) {
    let (three, four, five) = (
      checkerboard(of: untrained(kernel: 3, seed: seed)), checkerboard(of: untrained(kernel: 4, seed: seed)),
      checkerboard(of: untrained(kernel: 5, seed: seed))
    )
    #expect(four < 1.45 && three > 1.5 && five > 1.45, "\(three), \(four), \(five)")
    #expect(min(three, five) > four)
  }

  @Test func digitsKnowNothingOfTheGrid() throws {
    let digits = DrawnDigits.images(count: 600, using: Random(seed: 1)).images
    #expect(checkerboard(of: digits) < 1.06)
    #expect(checkerboard(of: digits, finestDetail: false) < 1.06)
  }

  @Test func everyPhaseIsSeen() {
    // Noise that is twice as strong in one class of pixels has four times the energy there.
    for (dy, dx) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
      let noise = Tensor.normal([200, 12, 10, 3], using: Random(seed: 7))
      let mask = Tensor(
        (0..<120).map { place in (place / 10 % 2, place % 10 % 2) == (dy, dx) ? 2 : 1 },
        shape: [1, 12, 10, 1])
      let ratio = checkerboard(of: noise * mask, finestDetail: false)
      expectClose(ratio, 4.0, within: 0.25)
      #expect(checkerboard(of: noise, finestDetail: false) < 1.05)
      // The blur carries some of it over to the neighbours, but most stays.
      #expect(checkerboard(of: noise * mask) > 2)
    }
  }

  @Test func scaleAndFixedPatternsDoNotMatter() {
    let noise = Tensor.normal([100, 8, 8, 1], using: Random(seed: 8))
    let pattern = Tensor((0..<64).map { ($0 / 8 + $0) % 2 == 0 ? 5 : -5 }, shape: [1, 8, 8, 1])
    let ratio = checkerboard(of: noise)
    expectClose(checkerboard(of: noise * 0.01), ratio, within: 1e-3)
    expectClose(checkerboard(of: noise + pattern), ratio, within: 1e-3)
  }

  @Test func imagesThatAreAlikeAreEven() {
    let one = Tensor.uniform([1, 8, 8, 3], in: -1...1, using: Random(seed: 9))
    #expect(checkerboard(of: concatenate([one, one, one])) == 1)
    #expect(checkerboard(of: .zeros([2, 8, 8, 1])) == 1)
  }

  @Test func otherPeriodsAreFoundToo() {
    let noise = Tensor.normal([200, 12, 12, 1], using: Random(seed: 10))
    let mask = Tensor((0..<144).map { $0 % 12 % 3 == 0 ? 2 : 1 }, shape: [1, 12, 12, 1])
    #expect(checkerboard(of: noise * mask, period: 3, finestDetail: false) > 3.5)
    #expect(checkerboard(of: noise * mask, period: 2, finestDetail: false) < 1.3)
  }
}
