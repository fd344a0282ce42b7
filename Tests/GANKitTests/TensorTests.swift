import TestSupport
import Testing

@testable import GANKit

@Suite struct TensorTests {
  @Test func arithmeticBroadcasts() {
    let a = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
    #expect((a + Tensor([10, 20, 30])).scalars == [11, 22, 33, 14, 25, 36])
    #expect((a * Tensor([1, -1], shape: [2, 1])).scalars == [1, 2, 3, -4, -5, -6])
    #expect((Tensor([1], shape: [1, 1, 1]) + a).shape == [1, 2, 3])
    #expect((1 - a).scalars == [0, -1, -2, -3, -4, -5])
  }

  @Test func viewsShareTheirBuffer() {
    let a = Tensor((0..<12).map { Float($0) }, shape: [4, 3])
    let rows = a.rows(1..<3)
    #expect(rows.storage === a.storage)
    #expect(rows.scalars == [3, 4, 5, 6, 7, 8])
    #expect((rows * 2).scalars == [6, 8, 10, 12, 14, 16])
    #expect(rows.reshaped(to: [3, 2]).at(2, 1) == 8)
  }

  @Test func reductionsAgreeWithLoops() {
    let a = Tensor((0..<24).map { Float($0) }, shape: [2, 3, 4])
    #expect(a.sum().scalar == 276)
    #expect(a.sum(axes: [0, 2]).scalars == [60, 92, 124])
    #expect(a.mean(axes: [1]).scalars == [4, 5, 6, 7, 16, 17, 18, 19])
    #expect(a.sum(axes: [-1], keepingDimensions: true).shape == [2, 3, 1])
    #expect(a.permuted([2, 0, 1]).at(3, 1, 2) == a.at(1, 2, 3))
    #expect(Tensor([1, 5, 2, 9, 9, 0], shape: [2, 3]).argmax() == [1, 0])
  }

  @Test func largeSumsKeepTheirPrecision() {
    expectClose(Tensor.full([3_000_000], 0.1).sum().scalar, 300_000.0, within: 1)
  }

  @Test func normalDrawsAreNormal() {
    let x = Tensor.normal([1_000_000], using: Random(seed: 7))
    let statistics = ChannelStatistics(ofBatch: x.reshaped(to: [1_000_000, 1]))
    #expect(abs(statistics.mean.scalar) < 4e-3)
    expectClose(statistics.variance.scalar, 1.0, within: 6e-3)
    let tails = x.scalars.filter { abs($0) > 1.96 }.count
    expectClose(Double(tails) / 1e6, 0.05, within: 1e-3)
    expectClose((x * x * x * x).mean().scalar, 3.0, within: 0.05)
  }

  @Test func streamsAreReproducibleAndDistinct() {
    let (a, b) = (Random(seed: 1, stream: "a"), Random(seed: 1, stream: "a"))
    #expect(Tensor.uniform([100], using: a) == Tensor.uniform([100], using: b))
    #expect(Tensor.uniform([100], using: a) != Tensor.uniform([100], using: Random(seed: 1, stream: "b")))
    #expect(Random(seed: 3).permutation(1000).sorted() == Array(0..<1000))
  }

  @Test func positionsOfExtremesAlongAnyAxis() {
    let x = Tensor([1, 5, 3, 7, 5, 0], shape: [2, 3])
    #expect(x.argmax() == [1, 0])
    #expect(x.argmin() == [0, 2])
    #expect(x.argmax(axis: 0) == [1, 0, 0])
    #expect(x.argmin(axis: 0) == [0, 0, 1])
  }

  @Test func numbersMayComeFirst() {
    let x = Tensor([-1, 0, 2])
    let (larger, smaller): (Tensor, Tensor) = (max(0, x), min(1, x))
    #expect(larger.scalars == [0, 0, 2])
    #expect(smaller.scalars == [-1, 0, 1])
    let (below, notBelow): (Tensor, Tensor) = (0 .< x, 0 .>= x)
    #expect(below.scalars == [0, 0, 1])
    #expect(notBelow.scalars == [1, 1, 0])
  }

  /// Large enough to be copied by several threads.
  @Test func joiningAndCuttingLargeTensors() {
    let (a, b) = (3, 5)
    let rows = 4 * 64 * 64
    let first = Tensor(shape: [4, 64, 64, a]) { out in for i in out.indices { out[i] = Float(i) } }
    let second = Tensor(shape: [4, 64, 64, b]) { out in for i in out.indices { out[i] = -Float(i) } }
    let joined = concatenate([first, second], axis: -1)
    #expect(joined.shape == [4, 64, 64, a + b])
    let scalars = joined.scalars
    #expect(
      (0..<rows).allSatisfy { row in
        let pixel = scalars[row * (a + b)..<(row + 1) * (a + b)]
        return pixel.elementsEqual((0..<a).map { Float(row * a + $0) } + (0..<b).map { -Float(row * b + $0) })
      })
    let parts = joined.split(axis: -1, sizes: [a, b])
    #expect(parts[0].scalars == first.scalars)
    #expect(parts[1].scalars == second.scalars)
  }
}
