import GANKit
import Testing

@Suite("Labels of several attributes") struct LabelTests {
  private static let attributes = [
    LabelAttribute("hair", ["red", "black", "grey"]), LabelAttribute("eyes", ["open", "closed"]),
  ]

  @Test func oneHotVectorsStandOneAfterTheOther() {
    let labels = Tensor.labels([[2, 0], [0, 1]], of: Self.attributes)
    #expect(labels == Tensor([0, 0, 1, 1, 0, 1, 0, 0, 0, 1], shape: [2, 5]))
    #expect(Self.attributes.categoryCount == 5)
  }

  @Test func digitsAreNumbered() {
    #expect([LabelAttribute].numbered(3) == [LabelAttribute("label", ["0", "1", "2"])])
    #expect(Tensor.labels([[1], [2]], of: .numbered(3)) == Tensor.oneHot([1, 2], classes: 3))
  }

  @Test func numbersComeWithTheirShares() {
    let random = Random(seed: 4)
    let drawn = (0..<4000).map { _ in random.index(withShares: [0.1, 0, 0.6, 0.3]) }
    let shares = (0..<4).map { number in Double(drawn.count { $0 == number }) / 4000 }
    // Four standard deviations of the largest.
    for (share, expected) in zip(shares, [0.1, 0, 0.6, 0.3]) { #expect(abs(share - expected) < 0.031) }
    #expect(shares[1] == 0)
  }
}
