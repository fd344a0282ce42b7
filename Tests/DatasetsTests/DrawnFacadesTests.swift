import TestSupport
import Testing

@testable import Datasets
@testable import GANKit

@Suite struct DrawnFacadesTests {
  @Test func aSmallerSetIsTheBeginningOfALargerOne() {
    let few = DrawnFacades.pairs(count: 3, size: 64, using: Random(seed: 7))
    let many = DrawnFacades.pairs(count: 9, size: 64, using: Random(seed: 7))
    #expect(many.left.rows(0..<3) == few.left && many.right.rows(0..<3) == few.right)
    #expect(DrawnFacades.pairs(count: 3, size: 64, using: Random(seed: 8)).left != few.left)
  }

  @Test func mapsHaveThePartsColoursAndNoOthers() {
    let pairs = DrawnFacades.pairs(count: 40, size: 64, using: Random(seed: 1))
    var counts = [Int](repeating: 0, count: FacadePart.allCases.count)
    pairs.right.withScalars { scalars in
      for start in stride(from: 0, to: scalars.count, by: 3) {
        let pixel = SIMD3(scalars[start], scalars[start + 1], scalars[start + 2])
        let part = FacadePart.allCases.first { (($0.scalars - pixel) * ($0.scalars - pixel)).sum() < 1e-6 }
        #expect(part != nil)
        if let part { counts[part.rawValue] += 1 }
      }
    }
    // Every part is there, and the wall is most of it.
    #expect(counts.allSatisfy { $0 > 0 } && counts.max() == counts[FacadePart.wall.rawValue])
  }

  /// The photo follows from the map: pixels of one part are alike within a building, those of different parts differ.
  @Test func photosFollowFromTheirMaps() {
    let pairs = DrawnFacades.pairs(count: 30, size: 64, using: Random(seed: 2))
    #expect(pairs.left.scalars.allSatisfy { (-1...1).contains($0) })
    var (within, whole) = (0.0, 0.0)
    for index in 0..<30 {
      let photo = pairs.left.rows(index..<index + 1).scalars
      let map = pairs.right.rows(index..<index + 1).scalars
      let isWall = (0..<64 * 64).map { map[$0 * 3] == -1 && map[$0 * 3 + 1] == -1 && map[$0 * 3 + 2] == 1 }
      func variance(_ values: [Float]) -> Double {
        let mean = values.reduce(0, +) / Float(values.count)
        return Double(values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(values.count))
      }
      within += variance((0..<64 * 64).filter { isWall[$0] }.map { photo[$0 * 3] })
      whole += variance((0..<64 * 64).map { photo[$0 * 3] })
    }
    #expect(within < 0.4 * whole)
  }

  @Test(arguments: [32, 72, 256]) func otherSizesShowTheSameBuildings(size: Int) {
    let pairs = DrawnFacades.pairs(count: 2, size: size, using: Random(seed: 3))
    #expect(pairs.left.shape == [2, size, size, 3])
    let small = DrawnFacades.pairs(count: 2, size: 64, using: Random(seed: 3))
    // The share of wall hardly depends on the size.
    func wall(_ maps: Tensor) -> Double {
      let scalars = maps.scalars
      let count = stride(from: 0, to: scalars.count, by: 3).count {
        scalars[$0] == -1 && scalars[$0 + 1] == -1 && scalars[$0 + 2] == 1
      }
      return Double(3 * count) / Double(scalars.count)
    }
    expectClose(wall(pairs.right), wall(small.right), within: 0.15)
  }
}
