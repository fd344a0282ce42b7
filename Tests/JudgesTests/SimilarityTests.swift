import Foundation
import TestSupport
import Testing

@testable import GANKit
@testable import Judges

@Suite struct SimilarityTests {
  /// The measure computed window by window from its definition, in double precision.
  private func slowSimilarity(_ a: Tensor, _ b: Tensor, range: Double) -> Double {
    let (h, w, c) = (a.shape[1], a.shape[2], a.shape[3])
    let line = (-5...5).map { exp(-Double($0 * $0) / 4.5) }
    let (c1, c2) = (pow(0.01 * range, 2), pow(0.03 * range, 2))
    let total = line.reduce(0, +)
    var (sum, windows) = (0.0, 0)
    for channel in 0..<c {
      for y in 5..<h - 5 {
        for x in 5..<w - 5 {
          var (ma, mb, aa, bb, ab) = (0.0, 0.0, 0.0, 0.0, 0.0)
          for dy in -5...5 {
            for dx in -5...5 {
              let weight = line[dy + 5] * line[dx + 5] / (total * total)
              let (p, q) = (
                Double(a.at(0, y + dy, x + dx, channel)), Double(b.at(0, y + dy, x + dx, channel))
              )
              (ma, mb, aa) = (ma + weight * p, mb + weight * q, aa + weight * p * p)
              (bb, ab) = (bb + weight * q * q, ab + weight * p * q)
            }
          }
          (aa, bb, ab) = (aa - ma * ma, bb - mb * mb, ab - ma * mb)
          sum += (2 * ma * mb + c1) * (2 * ab + c2) / ((ma * ma + mb * mb + c1) * (aa + bb + c2))
          windows += 1
        }
      }
    }
    return sum / Double(windows)
  }

  @Test func similarityAgreesWithItsDefinition() {
    let random = Random(seed: 4)
    let a = Tensor.uniform([2, 13, 15, 3], in: -1...1, using: random)
    let b = a + 0.3 * Tensor.normal([2, 13, 15, 3], using: random)
    let found = structuralSimilarity(a, b, range: 2)
    for image in 0..<2 {
      let expected = slowSimilarity(a.rows(image..<image + 1), b.rows(image..<image + 1), range: 2)
      expectClose(found[image], expected, within: 1e-4)
      #expect(expected > 0.5 && expected < 0.99)
    }
  }

  @Test func similarityOfTheSameAndOfUnrelatedImages() {
    let random = Random(seed: 5)
    let a = Tensor.uniform([3, 32, 32, 1], in: -1...1, using: random)
    let b = Tensor.uniform([3, 32, 32, 1], in: -1...1, using: random)
    expectClose(structuralSimilarity(a, a, range: 2), [1.0, 1, 1], within: 1e-5)
    #expect(abs(meanStructuralSimilarity(a, b, range: 2)) < 0.1)
    // As bright and as contrasty, but the other way round.
    #expect(meanStructuralSimilarity(2 + a, 2 - a, range: 2) < -0.8)
  }

  @Test func gradientsOfARampAndOfABlur() {
    // Rises by 0.3 downwards and by 0.4 to the right: a slope of 0.5.
    let ramp = Tensor(
      (0..<5 * 6).map { 0.3 * Float($0 / 6) + 0.4 * Float($0 % 6) }, shape: [1, 5, 6, 1])
    expectClose(meanGradientMagnitude(of: ramp), 0.5, within: 1e-5)
    let noise = Tensor.uniform([4, 32, 32, 3], in: -1...1, using: Random(seed: 6))
    let soft = convolution(noise, weight: .full([3, 3, 3, 3], 1 / 27), padding: .same)
    #expect(meanGradientMagnitude(of: soft) < 0.4 * meanGradientMagnitude(of: noise))
  }

  @Test func linearDecayStaysAndFalls() {
    let decay = LinearDecay(from: 2e-4, overLast: 0.5, of: 100)
    #expect(decay.rate(at: 0) == 2e-4 && decay.rate(at: 49) == 2e-4 && decay.rate(at: 50) == 2e-4)
    #expect(abs(decay.rate(at: 75) - 1e-4) < 1e-9 && decay.rate(at: 99) > 0 && decay.rate(at: 100) == 0)
    let constant = LinearDecay(from: 1, overLast: 0, of: 10)
    #expect(constant.rate(at: 9) == 1)
  }

  @Test func patchDiscriminatorsOfThePaper() {
    let random = Random(seed: 1)
    let pairs = patchDiscriminator(
      inputs: 6, bias: false, norm: { BatchNorm($0, activation: $1) }, using: random)
    #expect(pairs.parameterCount == 2_768_705)
    let images = patchDiscriminator(
      inputs: 3, bias: true, norm: { InstanceNorm($0, activation: $1) }, using: random)
    #expect(images.parameterCount == 2_764_737)
    #expect(pairs(.zeros([1, 70, 70, 6]), .inference).shape == [1, 6, 6, 1])
  }
}
