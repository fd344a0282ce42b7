import Foundation
import TestSupport
import Testing

@testable import GANKit

@Suite("Likelihoods and what draws from them") struct LogLikelihoodTests {
  private let random = Random(seed: 11)

  @Test func aBernoulliVariableThatIsCertain() {
    let x = Tensor([1, 0], shape: [1, 2])
    #expect(abs(bernoulliLogLikelihood(of: x, logits: [[0, 0]]).scalars[0] + 2 * log(2)) < 1e-6)
    #expect(bernoulliLogLikelihood(of: x, logits: [[100, -100]]).scalars[0] == 0)
    #expect(abs(bernoulliLogLikelihood(of: x, logits: [[-100, 0]]).scalars[0] + 100 + log(2)) < 1e-4)
  }

  /// A sum for each example, over all axes but the first.
  @Test func imagesAndTheirPixels() {
    let (x, logits) = (
      Tensor.bernoulli(.full([3, 4, 4, 1], 0.5), using: random), Tensor.normal([3, 4, 4, 1], using: random)
    )
    let found = bernoulliLogLikelihood(of: x, logits: logits)
    #expect(found.shape == [3])
    let mean = -binaryCrossEntropy(logits: logits, targets: x).scalar * 16
    #expect(abs(found.mean().scalar - mean) < 1e-4)
  }

  @Test func normalDensities() {
    let x: Tensor = [[0.5, -1], [2, 0]]
    let standard = standardNormalLogLikelihood(of: x).scalars
    for (found, squares) in zip(standard, [1.25, 4.0]) {
      #expect(abs(Double(found) + squares / 2 + log(2 * Double.pi)) < 1e-5)
    }
    let zeros = Tensor.zeros([2, 2])
    #expect(gaussianLogLikelihood(of: x, mean: zeros, logVariance: zeros).scalars == standard)
    // Twice the deviation: the density of x / 2, divided by 2 for each number.
    let wide = gaussianLogLikelihood(of: x, mean: zeros, logVariance: .full([2, 2], log(4))).scalars
    let halved = standardNormalLogLikelihood(of: x * 0.5).scalars
    for (found, expected) in zip(wide, halved) { #expect(abs(found - expected + 2 * log(2)) < 1e-5) }
  }

  @Test func logSumExpIsStable() {
    #expect(logSumExp([[1000, 1000]]).scalars[0] == 1000 + log(Float(2)))
    #expect(logSumExp([[-1000, -1001]]).scalars[0] < -999.6)
    let impossible = Tensor([-Float.infinity, -Float.infinity, 0, -Float.infinity], shape: [2, 2])
    #expect(logSumExp(impossible).scalars == [-Float.infinity, 0])
    let x = Tensor.normal([3, 4], using: random)
    #expect(logSumExp(x, axis: 0).shape == [4] && logSumExp(x).shape == [3])
    expectClose(logSumExp(x), log(exp(x).sum(axes: [1])), within: .absolute(1e-5))
  }

  @Test func drawsFollowTheirProbabilities() {
    let p = Tensor.linspace(from: 0, to: 1, count: 5).reshaped(to: [1, 5]) + Tensor.zeros([20_000, 5])
    let drawn = Tensor.bernoulli(p, using: random)
    #expect(drawn.scalars.allSatisfy { $0 == 0 || $0 == 1 })
    let shares = drawn.mean(axes: [0]).scalars
    #expect(shares[0] == 0 && shares[4] == 1)
    for (share, expected) in zip(shares, [0, 0.25, 0.5, 0.75, 1] as [Float]) {
      #expect(abs(share - expected) < 0.015)
    }
    #expect(
      Tensor.bernoulli(p, using: Random(seed: 1)).scalars
        == Tensor.bernoulli(p, using: Random(seed: 1)).scalars)
  }

  @Test func aMaskedConnectionNeitherActsNorLearns() throws {
    let mask: Tensor = [[1, 0], [0, 1], [1, 1]]
    let layer = MaskedDense(mask: mask, activation: .tanh, using: random)
    let x = Tensor.normal([6, 3], using: random)
    let whole = linear(
      x, weight: layer.weight.value * mask, bias: layer.bias.value, activation: .tanh)
    #expect(layer(x, .inference).scalars == whole.scalars)
    let (_, found) = gradients(of: layer) { square(layer(x, .inference)).mean() }
    let gradient = try #require(found[layer.weight]).scalars
    for (value, connected) in zip(gradient, mask.scalars) { #expect((value != 0) == (connected == 1)) }
    #expect(layer.label == "MaskedDense 2, tanh")
  }
}
