import GANKit
import TestSupport
import Testing

/// The comparison that all tests use: what it lets through, nothing else finds.
@Suite("Comparing within a tolerance") struct ExpectCloseTests {
  static let notFinite: [Double] = [.nan, -.nan, .signalingNaN, .infinity, -.infinity]
  static let tolerances: [Tolerance] = [
    0, 1, 1e300, .absolute(.infinity), .ofLargest(1), .ofLargest(1e300), .ofEach(1), .ofEach(1e300),
    .units(1e300),
  ]

  private func agree(_ found: [Double], _ expected: [Double], _ tolerance: Tolerance) -> Bool {
    let inDouble = disagreement(of: found, with: expected, within: tolerance) == nil
    let single = found.map { Float($0) }
    #expect((disagreement(of: single, with: expected, within: tolerance) == nil) == inDouble)
    return inDouble
  }

  @Test(arguments: notFinite) func whatIsNotFiniteNeverAgrees(value: Double) {
    for tolerance in Self.tolerances {
      #expect(agree([1, 2, 4], [1, 2, 4], tolerance))
      for place in 0..<3 {
        var numbers: [Double] = [1, 2, 4]
        numbers[place] = value
        // Among those found, among those expected, and in both at the same place.
        #expect(!agree(numbers, [1, 2, 4], tolerance), "\(tolerance)")
        #expect(!agree([1, 2, 4], numbers, tolerance), "\(tolerance)")
        #expect(!agree(numbers, numbers, tolerance), "\(tolerance)")
      }
    }
  }

  @Test func otherLengthsAndNothingAtAllDisagree() {
    for tolerance in Self.tolerances {
      #expect(!agree([1, 2], [1, 2, 3], tolerance) && !agree([1, 2, 3], [1, 2], tolerance))
      #expect(!agree([], [1], tolerance) && !agree([1], [], tolerance) && !agree([], [], tolerance))
    }
  }

  @Test(arguments: [.nan, -1, -.infinity] as [Double]) func aToleranceThatIsNoneAllowsNothing(value: Double) {
    for tolerance in [Tolerance.absolute(value), .ofLargest(value), .ofEach(value), .units(value)] {
      #expect(!agree([1, 2], [1, 2], tolerance), "\(tolerance)")
    }
  }

  @Test func tolerancesAreWhatTheyAreCalled() {
    let expected: [Double] = [0, 1, -8]
    #expect(agree([0.5, 0.5, -8.5], expected, 0.5) && !agree([0.5, 0.5, -8.75], expected, 0.5))
    #expect(
      agree([1, 2, -7], expected, .ofLargest(0.125)) && !agree([0, 1, -6.875], expected, .ofLargest(0.125)))
    #expect(
      agree([0, 1.125, -9], expected, .ofEach(0.125)) && !agree([0, 1.25, -8], expected, .ofEach(0.125)))
    #expect(!agree([0.001, 1, -8], expected, .ofEach(0.125)))
    let next = Double(Float(1).nextUp)
    #expect(agree([next], [1], .units(1)) && !agree([next], [1], .units(0.5)))
  }

  @Test func theWorstPlaceIsNamed() {
    let text = disagreement(of: [1, 2.5, 9] as [Float], with: [1, 2, 4] as [Double], within: 0.25)
    #expect(text == "number 2: expected 4.0, found 9.0, 5.0 apart where 0.25 is allowed")
    #expect(disagreement(of: [Float.nan], with: [1.0], within: 1)?.contains("found nan") == true)
  }

  /// Each form records one issue where numbers differ, and none where they agree.
  @Test func disagreementsAreIssues() {
    expectClose(1.0, Float(1), within: 0)
    expectClose([1, 2] as [Float], [1, 2] as [Float], within: 0)
    expectClose(Tensor([1, 2]), Tensor([1, 2]), within: 0)
    withKnownIssue { expectClose(1.0, 1.5, within: 0.25) }
    withKnownIssue { expectClose(Float.nan, Float.nan, within: 1) }
    withKnownIssue { expectClose([1, 2] as [Float], [1, 3] as [Float], within: 0.25) }
    withKnownIssue { expectClose(Tensor([1, 2]), Tensor([1, .nan]), within: 0.25) }
    withKnownIssue { expectClose(Tensor([1, 2]), Tensor([1, 2], shape: [2, 1]), within: 1) }
    withKnownIssue { expectClose(Tensor.zeros([0, 3]), Tensor.zeros([0, 3]), within: 1) }
  }
}
