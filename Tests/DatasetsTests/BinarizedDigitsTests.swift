import DataFolders
import Foundation
import GANKit
import TestSupport
import Testing

@testable import Datasets

@Suite("Data that several chapters share") struct BinarizedDigitsTests {
  @Test func digitsAreDrawnOnceAndForAll() throws {
    let empty = try TemporaryFolder()
    let digits = try DigitData.load(
      from: DataFolder(environment: [:], workingDirectory: empty.url), trainCount: 40, testCount: 300)
    let binary = BinarizedDigits(digits)
    #expect(binary.train.shape == [40, 784] && binary.test.shape == [300, 784])
    #expect(binary.test.scalars.allSatisfy { $0 == 0 || $0 == 1 })
    #expect(BinarizedDigits(digits).test == binary.test)
    // A pixel is 1 as often as it is bright.
    let intensity = ((digits.test.images + 1) * 0.5).mean().scalar
    #expect(abs(binary.test.mean().scalar - intensity) < 0.005)
    let black = (digits.test.images .== -1).flattened()
    #expect((black * binary.test).sum().scalar == 0)
  }

  /// The density is that of the points: its mean logarithm is what a histogram of many of them gives.
  @Test func theDensityOfTheRing() {
    let points = Ring.points(200_000, using: Random(seed: 4))
    let nats = -Double(Ring.logDensity(of: points).mean().scalar)
    // The entropy of the deviation in two dimensions and of the choice of a mode, which hardly overlap.
    let entropy = 1 + log(2 * Double.pi) + 2 * log(Double(Ring.deviation)) + log(8.0)
    #expect(abs(nats - entropy) < 0.01)
    let side = 300
    var cells: [Float] = []
    for y in 0..<side {
      for x in 0..<side { cells += [Float(x) * 0.02 - 2.99, Float(y) * 0.02 - 2.99] }
    }
    let mass = exp(Ring.logDensity(of: Tensor(cells, shape: [side * side, 2]))).sum().scalar * 0.0004
    #expect(abs(mass - 1) < 0.01)
  }
}
