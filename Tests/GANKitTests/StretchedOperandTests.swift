import CKernels
import TestSupport
import Testing

@testable import GANKit

/// Operations whose operands stretch do not copy them, and have the bits of those that do.
@Suite struct StretchedOperandTests {
  static let shapes: [(Shape, Shape)] = [
    ([33, 7], [7]), ([40, 3], [3]), ([2000, 3], [1, 3]), ([5, 700], [700]), ([6, 700], [6, 1]),
    ([3, 9, 8, 5], [5]), ([3, 9, 8, 70], [70]), ([3, 9, 8, 5], [3, 1, 1, 5]), ([3, 9, 8, 5], [3, 9, 8, 1]),
    ([3, 9, 8, 5], [9, 1, 1]), ([3, 1, 8, 1], [1, 9, 1, 5]), ([64], [64, 1]), ([1, 5], [5]), ([4, 1], [1]),
    ([16, 32, 32, 8], [8]), ([16, 32, 32, 8], [1, 1, 32, 8]), ([2, 130, 2, 70], [2, 1, 2, 70]),
    ([0, 4], [4]),
  ]

  private func operands(_ shapes: (Shape, Shape)) -> (Tensor, Tensor) {
    let random = Random(seed: 5)
    return (.normal(shapes.0, using: random), .normal(shapes.1, using: random))
  }

  @Test(arguments: shapes)
  func valuesAreThoseOfCopies(_ shapes: (Shape, Shape)) {
    let (a, b) = operands(shapes)
    let shape = a.shape.broadcast(with: b.shape, in: "test")
    let (wholeA, wholeB) = (a.broadcast(to: shape), b.broadcast(to: shape))
    for op in [GK_ADD, GK_SUBTRACT, GK_MULTIPLY, GK_DIVIDE, GK_MAXIMUM, GK_LESS] {
      #expect(Kernels.binary(op, a, b) == Kernels.binary(op, wholeA, wholeB))
      #expect(Kernels.binary(op, b, a) == Kernels.binary(op, wholeB, wholeA))
    }
  }

  @Test(arguments: shapes)
  func gradientsAreSumsOfProducts(_ shapes: (Shape, Shape)) {
    let (a, b) = operands(shapes)
    let dy = Tensor.normal(a.shape.broadcast(with: b.shape, in: "test"), using: Random(seed: 6))
    let found = gradients(at: [a, b]) { ($0[0] * $0[1] * dy).sum() }
    #expect(found[0] == (dy * b).summed(to: a.shape))
    #expect(found[1] == (dy * a).summed(to: b.shape))
  }

  /// Wide rows are summed in strips, narrow ones in blocks of rows: in the same order.
  @Test func sumsOfColumnsDoNotDependOnHowManyThereAre() {
    let x = Tensor.normal([700, 1500], using: Random(seed: 2))
    let y = Tensor.normal([700, 1500], using: Random(seed: 3))
    let (sums, products) = (
      Kernels.columnSums(x, columns: 1500), Kernels.columnSums(x, times: y, columns: 1500)
    )
    #expect(products == Kernels.columnSums(x * y, columns: 1500))
    // The number of blocks is that of the whole, 16, so that narrow parts have to be summed as one block each.
    let whole = sums.scalars
    for start in [0, 37, 1400] {
      let part = (0..<16).map { block in
        Kernels.columnSums(
          x.sliced(axis: 0, (700 * block / 16)..<(700 * (block + 1) / 16)).sliced(
            axis: 1, start..<(start + 50)),
          columns: 50
        ).scalars.map(Double.init)
      }
      let total = (0..<50).map { column in part.reduce(0) { $0 + $1[column] } }
      expectClose(whole[start..<(start + 50)].map(Double.init), total, within: 2e-5)
    }
  }

  @Test func derivativesOfStretchedProductsAreExact() {
    let x = Tensor.normal([16, 9, 9, 64], using: Random(seed: 1))
    let g = Tensor.normal([64], using: Random(seed: 2))
    let found = gradients(at: [x, g]) { square($0[0] * $0[1]).sum() }
    expectClose(found[0], 2 * x * square(g), within: .ofLargest(1e-6))
    expectClose(found[1], 2 * g * square(x).sum(axes: [0, 1, 2]), within: .ofLargest(1e-6))
  }
}
