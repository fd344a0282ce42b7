import Foundation
import TestSupport
import Testing

@testable import GANKit

/// The vectorised functions against the C library in double precision, in units in the last place.
@Suite struct PointwiseAccuracyTests {
  private func expectClose(
    _ range: ClosedRange<Float>, _ function: (Tensor) -> Tensor, _ exact: (Double) -> Double,
    units: Double, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let x = Tensor.uniform([200_000], in: range, using: Random(seed: 11))
    TestSupport.expectClose(
      function(x).scalars, x.scalars.map { exact(Double($0)) }, within: .units(units), "\(range)",
      sourceLocation: sourceLocation)
  }

  @Test func exponential() {
    expectClose(-80...88, { exp($0) }, { Foundation.exp($0) }, units: 3)
    expectClose(-1...1, { exp($0) }, { Foundation.exp($0) }, units: 3)
  }

  @Test func logarithm() {
    expectClose(1e-6...10, { log($0) }, { Foundation.log($0) }, units: 4)
    expectClose(1...1e30, { log($0) }, { Foundation.log($0) }, units: 4)
  }

  @Test func hyperbolicTangent() {
    expectClose(-0.7...0.7, { tanh($0) }, { Foundation.tanh($0) }, units: 4)
    expectClose(-9...9, { tanh($0) }, { Foundation.tanh($0) }, units: 4)
  }

  @Test func sigmoidAndSoftplus() {
    expectClose(-80...80, { sigmoid($0) }, { 1 / (1 + Foundation.exp(-$0)) }, units: 5)
    expectClose(-80...80, { softplus($0) }, { max($0, 0) + log1p(Foundation.exp(-Swift.abs($0))) }, units: 5)
  }

  /// Many rows of few columns are computed together; each has the same bits as a row by itself.
  @Test(arguments: [1, 2, 3, 15, 16, 17], [Activation.identity, .tanh, .leakyReLU(0.2)])
  func biasOnFewColumns(columns: Int, activation: Activation) {
    let random = Random(seed: 12)
    let x = Tensor.normal([37, columns], using: random)
    let bias = Tensor.normal([columns], using: random)
    func computed(_ rows: Range<Int>) -> [Float] {
      let values = Tensor(shape: [rows.count, columns]) { out in
        _ = out.update(fromContentsOf: x.scalars[rows.lowerBound * columns..<rows.upperBound * columns])
      }
      Kernels.addBias(bias, activation: activation, inPlace: values)
      return values.scalars
    }
    #expect(computed(0..<37) == (0..<37).flatMap { computed($0..<$0 + 1) })
    let expected = zip(x.scalars, (0..<37).flatMap { _ in bias.scalars }).map { Double($0 + $1) }
    TestSupport.expectClose(
      computed(0..<37),
      expected.map { x in
        switch activation {
        case .tanh: Foundation.tanh(x)
        case .identity: x
        default: x < 0 ? Double(Float(0.2)) * x : x
        }
      }, within: .units(5), "\(columns) columns")
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
