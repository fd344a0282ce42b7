import Foundation
import Testing

@testable import GANKit

/// The vectorised functions against the C library in double precision, in units in the last place.
@Suite struct PointwiseAccuracyTests {
  private func largestError(
    _ range: ClosedRange<Float>, _ function: (Tensor) -> Tensor, _ exact: (Double) -> Double
  ) -> Double {
    let x = Tensor.uniform([200_000], in: range, using: Random(seed: 11))
    return zip(x.scalars, function(x).scalars).reduce(0.0) { worst, pair in
      let truth = exact(Double(pair.0))
      let unit = Double(max(abs(Float(truth)).ulp, Float.leastNormalMagnitude.ulp))
      return max(worst, abs(Double(pair.1) - truth) / unit)
    }
  }

  @Test func exponential() {
    #expect(largestError(-80...88, { exp($0) }, { Foundation.exp($0) }) < 3)
    #expect(largestError(-1...1, { exp($0) }, { Foundation.exp($0) }) < 3)
  }

  @Test func logarithm() {
    #expect(largestError(1e-6...10, { log($0) }, { Foundation.log($0) }) < 4)
    #expect(largestError(1...1e30, { log($0) }, { Foundation.log($0) }) < 4)
  }

  @Test func hyperbolicTangent() {
    #expect(largestError(-0.7...0.7, { tanh($0) }, { Foundation.tanh($0) }) < 4)
    #expect(largestError(-9...9, { tanh($0) }, { Foundation.tanh($0) }) < 4)
  }

  @Test func sigmoidAndSoftplus() {
    #expect(largestError(-80...80, { sigmoid($0) }, { 1 / (1 + Foundation.exp(-$0)) }) < 5)
    #expect(
      largestError(-80...80, { softplus($0) }, { max($0, 0) + log1p(Foundation.exp(-Swift.abs($0))) }) < 5)
  }

  @Test func limits() {
    let x = Tensor([.infinity, -.infinity, .nan, 0, 200, -200])
    let e = exp(x).scalars
    #expect(e[0] == .infinity && e[1] == 0 && e[2].isNaN && e[3] == 1 && e[4] == .infinity && e[5] == 0)
    let l = log(Tensor([0, -1, .infinity, .nan, .leastNonzeroMagnitude * 714])).scalars
    #expect(l[0] == -.infinity && l[1].isNaN && l[2] == .infinity && l[3].isNaN && abs(l[4] + 96.71) < 0.05)
    #expect(tanh(x).scalars.prefix(2) == [1, -1] && tanh(x).scalars[2].isNaN)
    #expect(
      softplus(x).scalars[0] == .infinity && softplus(x).scalars[2].isNaN && softplus(x).scalars[5] == 0)
    #expect(sigmoid(x).scalars[4] == 1 && sigmoid(x).scalars[2].isNaN)
  }
}
