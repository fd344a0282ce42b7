import GANKit
import Judges
import TestSupport
import Testing

/// Distances between sets of features, beside a script that computes them pair by pair.
@Suite("Kernel distance, precision and recall") struct DistanceTests {
  @Test func everyCaseIsThere() throws { #expect(try ReferenceFamily("distances").cases.count == 7) }

  @Test(arguments: ReferenceFamily.cases("distances")) func kernelDistances(_ reference: ReferenceCase) throws
  {
    let found = kernelDistance(try reference("generated"), try reference("real"))
    // The fixture holds single precision.
    expectClose(found, Double(try reference("kernelDistance").scalar), within: .ofEach(1e-6))
  }

  @Test(arguments: ReferenceFamily.cases("distances")) func precisionAndRecall(_ reference: ReferenceCase)
    throws
  {
    let (generated, real) = (try reference("generated"), try reference("real"))
    let expected = try reference("precisionAndRecall").scalars
    for (index, neighbours) in [1, 3, 5].enumerated() {
      let found = PrecisionAndRecall(of: generated, real: real, neighbours: neighbours)
      expectClose(found.precision, expected[2 * index], within: 1e-7, "k = \(neighbours)")
      expectClose(found.recall, expected[2 * index + 1], within: 1e-7, "k = \(neighbours)")
    }
    // What one set covers of the other is what the other is covered of by it.
    let (there, back) = (
      PrecisionAndRecall(of: generated, real: real), PrecisionAndRecall(of: real, real: generated)
    )
    #expect(there.precision == back.recall && there.recall == back.precision)
  }

  /// For two sets of one distribution the mean over many draws is 0. Were the pairs of a row with itself counted, it
  /// would be 2: k(x, x) is 11.5 on average and k(x, y) 1.75, and a tenth of their difference would come from each set.
  @Test func theEstimateIsUnbiased() {
    let random = Random(seed: 1)
    let draws = (0..<400).map { _ in
      kernelDistance(.normal([10, 4], using: random), .normal([10, 4], using: random))
    }
    let mean = draws.reduce(0, +) / 400
    let deviation = (draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 399).squareRoot()
    #expect(abs(mean) < 3 * deviation / 20 && deviation / 20 < 0.1)
  }

  @Test func equalSetsCoverEachOther() {
    let x = Tensor.normal([700, 6], mean: 100, using: Random(seed: 2))
    let found = PrecisionAndRecall(of: x, real: x, neighbours: 1)
    #expect(found.precision == 1 && found.recall == 1)
  }

  @Test(arguments: [Float.nan, .infinity]) func featuresThatAreNotFiniteShow(_ value: Float) {
    let good = Tensor.normal([6, 2], using: Random(seed: 3))
    let bad = concatenate([good.rows(0..<5), Tensor([1, value], shape: [1, 2])], axis: 0)
    for (a, b) in [(good, bad), (bad, good)] {
      #expect(kernelDistance(a, b).isNaN)
      let found = PrecisionAndRecall(of: a, real: b)
      #expect(found.precision.isNaN && found.recall.isNaN)
    }
  }

  @Test func featuresThatDoNotFitAreRefused() async {
    let widths = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      _ = kernelDistance(.zeros([5, 2]), .zeros([5, 3]))
    }
    expectMessage(of: widths, "kernelDistance: ", "[5, 2]", "[5, 3]")
    let rows = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      _ = kernelDistance(.zeros([1, 2]), .zeros([5, 2]))
    }
    expectMessage(of: rows, "kernelDistance: ", "two rows", "1 and 5")
    let neighbours = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      _ = PrecisionAndRecall(of: .zeros([3, 2]), real: .zeros([5, 2]))
    }
    expectMessage(of: neighbours, "PrecisionAndRecall: ", "more rows", "3 for 3 and 5 rows")
  }
}

@Suite struct NearestNeighbourTests {
  /// More rows than a block has, so that the search goes over several blocks.
  @Test func theNearestRowsAreFound() {
    let random = Random(seed: 3)
    let (points, members) = (
      Tensor.normal([40, 7], using: random), Tensor.normal([1100, 7], using: random)
    )
    let found = NearestNeighbours(of: points, in: members)
    for row in 0..<40 {
      let distances = (0..<1100).map { other in
        (0..<7).reduce(0.0) {
          let difference = Double(points.at(row, $1)) - Double(members.at(other, $1))
          return $0 + difference * difference
        }.squareRoot()
      }
      #expect(found.rows[row] == distances.indices.min { distances[$0] < distances[$1] })
      #expect(Swift.abs(found.distances[row] - distances.min()!) < 1e-5)
    }
  }

  @Test func aMemberIsItsOwnNearest() {
    let members = Tensor.normal([30, 4], using: Random(seed: 4))
    let found = NearestNeighbours(of: members.rows(10..<13), in: members)
    #expect(found.rows == [10, 11, 12] && found.distances.allSatisfy { $0 < 1e-3 })
  }
}
