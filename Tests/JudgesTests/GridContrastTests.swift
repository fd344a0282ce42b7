import Foundation
import TestSupport
import Testing

@testable import Datasets
@testable import GANKit
@testable import Judges

@Suite struct GridContrastTests {
  @Test func digitsKnowNothingOfTheGrid() {
    #expect(gridContrast(of: DrawnDigits.images(count: 600, using: Random(seed: 1)).images) < 1.1)
  }

  @Test func unevenVarianceIsSeenInEachClass() {
    for (dy, dx) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
      let noise = Tensor.normal([600, 12, 10, 3], using: Random(seed: 7))
      let mask = Tensor(
        (0..<120).map { place in (place / 10 % 2, place % 10 % 2) == (dy, dx) ? 2 : 1 },
        shape: [1, 12, 10, 1])
      #expect(gridContrast(of: noise) < 1.05)
      var variances = [[1.0, 1], [1, 1]]
      variances[dy][dx] = 4
      let expected = gridContrast(ofVariances: variances)
      #expect(expected > 3 && expected < 4)
      // Edges are mirrored, so that the match is not exact.
      expectClose(gridContrast(of: noise * mask), expected, within: 0.25)
    }
  }

  @Test func aFixedGridIsSeen() {
    let noise = Tensor.normal([300, 8, 8, 1], using: Random(seed: 8))
    let pattern = Tensor((0..<64).map { ($0 / 8 + $0) % 2 == 0 ? 0.3 : -0.3 }, shape: [1, 8, 8, 1])
    #expect(gridContrast(of: noise + pattern) > 2)
    #expect(gridContrast(of: noise) < 1.1)
    expectClose(
      gridContrast(of: 0.01 * (noise + pattern) + 5), gridContrast(of: noise + pattern), within: 0.01)
  }

  @Test func whatTheoryExpectsOfOverlaps() {
    expectClose(gridContrast(ofVariances: [[4, 4], [4, 4]]), 1, within: 1e-12)
    // The squared weights of "image minus blur": 9/16 in the middle, 1/64 at its four sides, 1/256 at its corners.
    expectClose(gridContrast(ofVariances: [[4, 2], [2, 1]]), 2.390625 / 0.75, within: 1e-12)
    expectClose(gridContrast(ofVariances: [[9, 6], [6, 4]]), 5.5 / 2.765625, within: 1e-12)
  }

  @Test func flatImagesShowNoGrid() {
    #expect(gridContrast(of: .zeros([2, 8, 8, 1])) == 1)
    #expect(gridContrast(of: 0.3 * .ones([1, 8, 8, 3])) == 1)
  }

  @Test func otherPeriodsAreFoundToo() {
    let noise = Tensor.normal([300, 12, 12, 1], using: Random(seed: 10))
    let mask = Tensor((0..<144).map { $0 % 12 % 3 == 0 ? 2 : 1 }, shape: [1, 12, 12, 1])
    #expect(gridContrast(of: noise * mask, period: 3) > 2.5)
    #expect(gridContrast(of: noise * mask, period: 2) < 1.3)
  }
}
