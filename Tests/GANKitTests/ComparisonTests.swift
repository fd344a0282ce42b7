import TestSupport
import Testing

@testable import GANKit

@Suite("Comparisons, masks and limits") struct ComparisonTests {
  @Test func comparisonsAreOneOrZero() {
    let (a, b): (Tensor, Tensor) = ([1, 2, 3], [3, 2, 1])
    #expect((a .< b) == [1, 0, 0] && (a .<= b) == [1, 1, 0])
    #expect((a .> b) == [0, 0, 1] && (a .>= b) == [0, 1, 1])
    #expect((a .== b) == [0, 1, 0] && (a .!= b) == [1, 0, 1])
    #expect((a .> 1) == [0, 1, 1] && ([[1], [3]] as Tensor .< a) == [[0, 1, 1], [0, 0, 0]])
    let nan = Tensor([.nan])
    #expect((nan .< 1).scalar == 0 && (nan .>= 1).scalar == 0 && (nan .== nan).scalar == 0)
    #expect((nan .!= nan).scalar == 1)
  }

  @Test func comparisonsAreConstants() {
    #expect(gradient(at: [1, 2]) { ($0 * ($0 .> 1)).sum() } == [0, 1])
  }

  @Test func whatIsNotTakenDoesNotCount() {
    let x = Tensor([.nan, .infinity, 2, -3])
    let mask = x .!= x
    #expect(x.replacing(with: 0, where: mask).scalars == [0, .infinity, 2, -3])
    let other = Tensor([1, .nan, -.infinity, .nan])
    #expect(x.replacing(with: other, where: mask).scalars == [1, .infinity, 2, -3])
    let found = gradients(at: [x, other]) { inputs in
      let y = inputs[0].replacing(with: inputs[1], where: [1, 0, 1, 0])
      return y.detached.derivative(wrt: y) { dy in Tensor([5, .infinity, 7, 8]) * dy }.sum()
    }
    #expect(found[0].scalars == [0, .infinity, 0, 8] && found[1].scalars == [5, 0, 7, 0])
  }

  @Test func aLogarithmThatIsReplacedTwiceHasAGradient() {
    let slope = gradient(at: [0, -1, 2]) { x in
      let isPositive = x .> 0
      return x.replacing(with: log(x.replacing(with: 1, where: 1 - isPositive)), where: isPositive).sum()
    }
    #expect(slope == [1, 1, 0.5])
  }

  @Test func equalElementsShareTheGradientOfAMaximum() {
    let x: Tensor = [[1, 3, 3], [5, 5, 5]]
    #expect(x.maximum(axes: [1]) == [3, 5] && x.minimum(axes: [0]) == [1, 3, 3] && x.maximum().scalar == 5)
    #expect(x.maximum(axes: [-1], keepingDimensions: true).shape == [2, 1] && x.minimum().shape == [])
    let third = Tensor([0, 0, 0, 1, 1, 1], shape: [2, 3]) / 3
    #expect(gradient(at: x) { $0.maximum(axes: [1]).sum() } == [[0, 0.5, 0.5], [0, 0, 0]] + third)
    #expect(gradient(at: x) { $0.minimum() } == [[1, 0, 0], [0, 0, 0]])
    let nan = Tensor((0..<70).map { $0 == 40 ? .nan : Float($0) })
    #expect(nan.maximum().scalar.isNaN && nan.minimum().scalar.isNaN)
    #expect(Tensor([.nan, 1, 2, .infinity], shape: [2, 2]).maximum(axes: [0]).scalars[1] == .infinity)
    #expect(Tensor([-.infinity, -.infinity]).maximum().scalar == -.infinity)
  }

  @Test func limitsAreThoseOfPyTorch() {
    #expect(gradient(at: [-2, -1, 0, 1, 2]) { clamp($0, -1, 1).sum() } == [0, 1, 1, 1, 0])
    #expect(gradient(at: [-2, 0, 1]) { max($0, 0).sum() } == [0, 0.5, 1])
    #expect(gradient(at: [0, -1]) { abs($0).sum() } == [0, -1])
    #expect(gradient(at: [0, -1, 1]) { relu($0).sum() } == [0, 0, 1])
    #expect(gradient(at: [0, 2]) { elu($0, alpha: 0.5).sum() } == [0.5, 1])
    #expect(gradient(at: [0, 2]) { pow($0, 0).sum() } == [0, 0])
    #expect(gradient(at: [0, 2]) { pow($0, 1).sum() } == [1, 1])
    let (bases, exponents): (Tensor, Tensor) = ([0, 0, 2, -2, 0], [0, 2, 0, 3, -1])
    #expect(pow(bases, exponents).scalars == [1, 0, 1, -8, .infinity])
    let powers = gradients(at: [bases, exponents]) { pow($0[0], $0[1]).sum() }
    #expect(powers[0].scalars == [0, 0, 0, 12, -.infinity])
    #expect(
      powers[1].scalars[0...1] == [0, 0] && powers[1].scalars[3].isNaN && powers[1].scalars[4] == -.infinity)
    #expect(
      gradient(at: [[3, 3], [1, 2]]) { $0.standardDeviation(axes: [1]).sum() } == [[0, 0], [-0.5, 0.5]])
  }

  @Test func tinyAndHugeDivisorsAreExact() {
    // 2^-133 has no reciprocal that is a number.
    let tiny: Float = 0x1p-133
    #expect((Tensor([tiny, 3 * tiny, 0, .infinity]) / tiny).scalars == [1, 3, 0, .infinity])
    #expect((Tensor([3e38]) / 1.5e38).scalar == 2)
    #expect(gradient(at: [3e38]) { ($0 / 2e38).sum() }.scalar == 1 / 2e38)
    #expect((Tensor([.infinity]) / .infinity).scalar.isNaN && (Tensor([3]) / .infinity).scalar == 0)
    // A usual divisor stays one multiplication.
    #expect((Tensor([5]) / 3).scalar == 5 * (1 / Float(3)))
  }
}
