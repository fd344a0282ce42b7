import Foundation
import TestSupport
import Testing

@testable import Datasets
@testable import GANKit
@testable import Judges

@Suite struct FaceJudgeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The judge itself, on faces that it has not seen: as they are, and blurred and noisy.
  @Test func theClassifierNamesTheFactors() throws {
    let classifier = try FaceClassifier.trained(cache: folder.url)
    #expect(classifier.parameterCount == 147_882)
    let again = try FaceClassifier.trained(cache: folder.url) { _ in Issue.record("trained again") }
    #expect(again.checksum == classifier.checksum)

    let faces = DrawnFaces.images(count: 2000, using: Random(seed: 1, stream: "held out"))
    #expect(classifier.accuracy(on: faces).count == FaceFactor.allCases.count)
    for (factor, accuracy) in classifier.accuracy(on: faces) {
      #expect(accuracy >= 0.97, "\(factor.rawValue)")
    }
    let noisy = clamp(
      faces.images + .normal(faces.images.shape, standardDeviation: 0.1, using: Random(seed: 3)), -1, 1)
    for (factor, accuracy) in classifier.accuracy(on: LabeledFaces(images: noisy, factors: faces.factors)) {
      #expect(accuracy >= 0.95, "\(factor.rawValue), noisy")
    }

    let judge = FaceJudge(
      classifier: classifier,
      reference: DrawnFaces.images(count: 1500, using: Random(seed: 1, stream: "reference")).images)
    let real = judge.quality(of: faces.images)
    #expect(real.coverage.factors(within: 5) == FaceFactor.allCases.count, "\(real.coverage.worst)")
    #expect(real.meanConfidence > 0.97)
    #expect(real.coverage.combinations > 1000)
    #expect(real.coverage.scarcest.ratio > 0.8)
    expectClose(real.detailRatio, 1, within: 0.05)
    #expect(judge.quality(of: noisy).detailRatio > 1.5, "grain that the classifier hardly notices")
    #expect(judge.quality(of: softened(faces.images, by: 1)).detailRatio < 0.5)

    // A generator that has dropped a mode: nobody wears glasses, and all look ahead.
    let kept = faces.factors.indices.filter {
      faces.factors[$0].glasses == .none && faces.factors[$0].pose == .ahead
    }
    let narrow = judge.quality(of: faces.images.gathered(rows: kept))
    #expect(narrow.coverage.gap(of: .glasses) > 25 && narrow.coverage.gap(of: .pose) > 45)
    #expect(narrow.coverage.gap(of: .background) < 10)
    #expect(narrow.coverage.factors(within: 15) == 6)
    #expect(narrow.frechetDistance > 3 * real.frechetDistance)

    let noise = judge.quality(of: .uniform([500, 64, 64, 3], in: -1...1, using: Random(seed: 2)))
    #expect(noise.frechetDistance > 20 * real.frechetDistance)
    #expect(noise.coverage.factors(within: 15) < 4)
  }

  @Test func coverageCountsShares() {
    let faces = [
      FaceFactors(skin: .fair), FaceFactors(skin: .fair), FaceFactors(skin: .dark),
      FaceFactors(skin: .dark, glasses: .worn),
    ]
    let coverage = FactorCoverage(of: faces)
    let skin = coverage.entries.filter { $0.factor == .skin }
    #expect(skin.map(\.category) == ["fair", "tan", "brown", "dark"])
    #expect(skin.map(\.share) == [0.5, 0, 0, 0.5])
    expectClose(coverage.gap(of: .skin), 30.0, within: 1e-9)
    expectClose(coverage.gap(of: .glasses), 5.0, within: 1e-9)
    #expect(coverage.combinations == 3)
    #expect(coverage.worst.gap == FaceFactor.allCases.map(coverage.gap).max())
    let itself = FactorCoverage(of: faces, reference: faces)
    #expect(coverage.scarcest.ratio == 0 && itself.scarcest.ratio == 1)
    #expect(itself.worst.gap == 0 && itself.factors(within: 0) == 8)
  }
}
