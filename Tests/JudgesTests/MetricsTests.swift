import Foundation
import TestSupport
import Testing

@testable import Datasets
@testable import GANKit
@testable import Judges

@Suite struct MetricsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func frechetDistanceOfKnownNormals() {
    let random = Random(seed: 1)
    let x = Tensor.normal([20_000, 3], using: random)
    #expect(frechetDistance(x, x) < 1e-6)
    // A shift by (1, 2, 2) alone costs its squared length.
    expectClose(frechetDistance(x, x + Tensor([1, 2, 2])), 9.0, within: 1e-3)
    // Twice the width costs (2 - 1)^2 for each axis of variance 1.
    expectClose(frechetDistance(x, 2 * x), 3.0, within: 0.1)
  }

  @Test func inceptionScoreOfExtremes() {
    let sure = Tensor.oneHot((0..<100).map { $0 % 10 }, classes: 10)
    expectClose(inceptionScore(sure), 10.0, within: 1e-6)
    expectClose(inceptionScore(Tensor.full([50, 10], 0.1)), 1.0, within: 1e-6)
    expectClose(inceptionScore(Tensor.oneHot([Int](repeating: 3, count: 20), classes: 10)), 1.0, within: 1e-9)
  }

  @Test func eigenvaluesOfASmallMatrix() {
    let matrix = SymmetricMatrix(size: 2, entries: [2, 1, 1, 2])
    let (values, _) = matrix.eigendecomposition()
    expectClose(values, [1.0, 3], within: 1e-12)
    let root = matrix.squareRoot()
    let square = root.congruence(with: SymmetricMatrix(size: 2, entries: [1, 0, 0, 1]))
    expectClose(square.entries, matrix.entries, within: 1e-12)
  }

  /// The judge itself: trained on a part of the drawn digits, it reads digits that it has not seen.
  @Test func theClassifierReadsDrawnDigits() throws {
    let digits = DigitData(
      train: DrawnDigits.images(count: 12_000, using: Random(seed: 1, stream: "train")),
      test: DrawnDigits.images(count: 2000, using: Random(seed: 1, stream: "test")),
      source: .drawn("drawn digits"))
    let classifier = try DigitClassifier.trained(on: digits, cache: folder.url)
    #expect(classifier.parameterCount == 109_562)
    #expect(classifier.accuracy(on: digits.test) >= 0.97)
    let again = try DigitClassifier.trained(on: digits, cache: folder.url) { _ in
      Issue.record("trained again")
    }
    #expect(again.checksum == classifier.checksum)

    let judge = DigitJudge(classifier: classifier, reference: digits.test.images)
    let real = judge.quality(of: digits.train.images.rows(0..<2000))
    let noise = judge.quality(of: Tensor.uniform([2000, 28, 28, 1], in: -1...1, using: Random(seed: 2)))
    #expect(real.digitScore > 8.5 && noise.digitScore < 4)
    #expect(real.frechetDistance * 10 < noise.frechetDistance)
    #expect(abs(real.classShares.reduce(0, +) - 1) < 1e-9 && real.smallestShare > 0.05)
  }
}
