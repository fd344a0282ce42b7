import TestSupport
import Testing

@testable import Datasets
@testable import GANKit
@testable import Judges

@Suite struct DrawnFacesTests {
  private static let size = DrawnFaces.side * DrawnFaces.side * 3

  private func draw(_ count: Int, seed: UInt64 = 5) -> LabeledFaces {
    DrawnFaces.images(count: count, using: Random(seed: seed))
  }

  @Test func sameSeedGivesTheSameBits() {
    let (first, again, other) = (draw(20), draw(20), draw(20, seed: 6))
    #expect(first.images == again.images && first.factors == again.factors)
    #expect(first.images != other.images && first.factors != other.factors)
  }

  @Test func aSmallerSetIsTheBeginningOfALargerOne() {
    let (small, large) = (draw(7), draw(90))
    #expect(Array(large.factors.prefix(7)) == small.factors)
    #expect(large.images.rows(0..<7) == small.images)
  }

  @Test func noImagesIsAnEmptySet() {
    #expect(draw(0).images.shape == [0, 64, 64, 3])
  }

  @Test func pixelsAreTheStepsOfAnImageFile() {
    let faces = draw(100)
    #expect(faces.images.shape == [100, 64, 64, 3])
    let steps = Set((0..<256).map { (Float($0) - 127.5) / 127.5 })
    #expect(faces.images.withScalars { steps.isSuperset(of: $0) })
  }

  @Test func probabilitiesSumToOneAndCategoriesAreNamedOnce() {
    for factor in FaceFactor.allCases {
      expectClose(factor.probabilities.reduce(0, +), 1.0, within: 1e-12, "\(factor)")
      #expect(Set(factor.categories).count == factor.probabilities.count, "\(factor)")
    }
  }

  @Test func positionsNameTheCategories() {
    let face = FaceFactors(hairStyle: .long, mouth: .open, glasses: .worn, background: .sand)
    #expect(FaceFactor.hairStyle.categories[face[.hairStyle]] == "long")
    #expect(FaceFactor.background.categories[face[.background]] == "sand")
    #expect(FaceFactors { face[$0] } == face)
  }

  /// Each category occurs as often as it should, and no factor tells anything about another.
  @Test func factorsAreIndependentAndOfKnownProbability() {
    var factors: [FaceFactors] = []
    for index in 0..<8000 {
      var dice = Dice(seed: 11, index: index)
      factors.append(FaceFactors(using: &dice))
    }
    for entry in FactorCoverage(of: factors).entries {
      #expect(entry.gap < 2, "\(entry)")
    }
    for a in FaceFactor.allCases {
      for b in FaceFactor.allCases where a != b {
        for (i, p) in a.probabilities.enumerated() {
          for (j, q) in b.probabilities.enumerated() {
            let both = factors.count { $0[a] == i && $0[b] == j }
            expectClose(Double(both) / 8000, p * q, within: 0.02, "\(a) \(i), \(b) \(j)")
          }
        }
      }
    }
  }

  /// Two faces of the same factors still differ: lights, proportions, clothes.
  @Test func facesOfEqualFactorsDiffer() {
    let faces = DrawnFaces.images(
      of: [FaceFactors](repeating: FaceFactors(hairStyle: .curls), count: 30), using: Random(seed: 2))
    let rows = faces.withScalars { all in
      (0..<30).map { Array(all[$0 * Self.size..<($0 + 1) * Self.size]) }
    }
    for (a, b) in zip(rows, rows.dropFirst()) {
      let distance = zip(a, b).reduce(Float(0)) { $0 + Swift.abs($1.0 - $1.1) } / Float(Self.size)
      #expect(distance > 0.02)
    }
  }

  /// Each factor changes what it says and little else: the pixels that glasses change lie around the eyes.
  @Test(arguments: [
    (FaceFactors(glasses: .worn), 22..<42), (FaceFactors(mouth: .open), 34..<50),
    (FaceFactors(eyes: .closed), 24..<40),
  ]) func aFactorChangesItsPlace(face: FaceFactors, rows: Range<Int>) {
    let pair = [FaceFactors(), face].map { DrawnFaces.images(of: [$0], using: Random(seed: 9)).scalars }
    let changed = pair[0].indices.filter { pair[0][$0] != pair[1][$0] }.map { $0 / (64 * 3) }
    let (count, first, last) = (changed.count, changed.min() ?? 0, changed.max() ?? 0)
    #expect(count > 60 && rows.contains(first) && rows.contains(last), "\(count) in rows \(first) to \(last)")
  }
}
