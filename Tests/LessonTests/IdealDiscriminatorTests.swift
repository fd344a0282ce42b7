import Foundation
import GANKit
import Judges
import TestSupport
import Testing

@testable import IdealDiscriminator

@Suite struct IdealDiscriminatorTests {
  private let mixture = IdealDiscriminatorLesson.target

  @Test func quantilesInvertTheCumulativeDistribution() {
    for probability in [0.001, 0.1, 0.4, 0.5, 0.9, 0.999] {
      expectClose(mixture.cumulative(mixture.quantile(probability)), probability, within: 1e-9)
    }
    // The density is the slope of the cumulative distribution.
    for x in [-2.0, -1.5, 0, 0.7, 2] {
      let slope = (mixture.cumulative(x + 1e-5) - mixture.cumulative(x - 1e-5)) / 2e-5
      expectClose(slope, mixture.density(x), within: 1e-6)
    }
  }

  @Test func samplesFollowTheirDistribution() {
    let samples = mixture.samples(20_000, using: Random(seed: 3)).scalars.map(Double.init)
    #expect(kolmogorovSmirnov(samples, mixture.cumulative) < 1.63 / 20_000.0.squareRoot())
  }

  @Test func kolmogorovSmirnovOfKnownSamples() {
    let uniform = { (x: Double) in min(max(x, 0), 1) }
    expectClose(kolmogorovSmirnov([0.5], uniform), 0.5, within: 1e-15)
    expectClose(kolmogorovSmirnov([0.1, 0.3, 0.5, 0.7, 0.9], uniform), 0.1, within: 1e-12)
    #expect(kolmogorovSmirnov([2, 3], uniform) == 1)
  }

  @Test(arguments: [0.0, 0.5, 1, 4])
  func accuracyOfThePerfectDiscriminator(distance: Double) {
    let (p, q) = (Mixture.normal(distance / 2, 0.7), Mixture.normal(-distance / 2, 0.7))
    let d = PerfectDiscriminator(p: p.density, q: q.density)
    let known = erfc(-distance / 1.4 / 2.0.squareRoot()) / 2
    expectClose(d.accuracy(over: -30...30), known, within: 1e-6)
    #expect(d.jensenShannon(over: -30...30) >= -1e-12 && d.jensenShannon(over: -30...30) < Foundation.log(2))
  }

  @Test(arguments: [0.0, 1, 3.5])
  func wassersteinDistanceOfShiftedBumpsIsTheShift(distance: Double) {
    let (p, q) = (Mixture.normal(distance / 2, 0.7), Mixture.normal(-distance / 2, 0.7))
    expectClose(wasserstein(p, q, over: -30...30), distance, within: 1e-4)
    // And from samples: the quantiles of q have to move by the distance.
    expectClose(wasserstein(q.quantiles(500), toQuantiles: p.quantiles(500)), distance, within: 1e-9)
  }

  @Test func pullsAreTheDerivativesOfTheLosses() {
    for logit in [Float(-3), 0, 1.5] {
      let d = Double(1 / (1 + Foundation.exp(-logit)))
      let at = Tensor([logit])
      let saturating = GANKit.gradient(at: at) { GeneratorLoss.saturating(onFake: $0) }
      let nonSaturating = GANKit.gradient(at: at) { GeneratorLoss.nonSaturating(onFake: $0) }
      expectClose(Pull.saturating.weight(d), -Double(saturating.scalar), within: 1e-5)
      expectClose(Pull.nonSaturating.weight(d), -Double(nonSaturating.scalar), within: 1e-5)
      expectClose(
        Pull.saturating.weight(d) + Pull.nonSaturating.weight(d), Pull.logOdds.weight(d), within: 1e-12)
    }
  }

  /// Two pulls bring a distant cloud to the target in its own shape; the saturating one leaves it where it is.
  @Test func whereThePullsBringACloud() {
    let random = Random(seed: 7)
    let start = (0..<500).map { _ in -2 + 0.9 * random.normal() }
    let quantiles = Mixture.normal(1.5, 0.5).quantiles(500)
    func distance(_ pull: Pull) -> Double {
      var cloud = PulledCloud(points: start, target: (mean: 1.5, deviation: 0.5))
      for _ in 0..<400 { cloud.move(by: pull, rate: 0.01) }
      return wasserstein(cloud.points, toQuantiles: quantiles)
    }
    #expect(distance(.logOdds) < 0.05)
    #expect(distance(.nonSaturating) < 0.05)
    #expect(distance(.saturating) > 3)
  }

  /// A D that answers 1/2 has the gap of one that has learned nothing; D* itself would have none.
  @Test func gapsToTheIdeal() {
    let players = Players(learningRate: 1e-3, using: Random(seed: 1))
    for (_, parameter) in players.discriminator.parameters { parameter.value = .zeros(parameter.shape) }
    let gap = DiscriminatorGap(players, target: mixture)
    expectClose(gap.learned, gap.undecided, within: 1e-6)
    #expect(gap.undecided > 0.1 && gap.undecided < 0.5)
  }

  @Test func climbingTheLogOddsIsDirectMatching() {
    let random = Random(seed: 5)
    var cloud = PerfectGenerator(points: (0..<500).map { _ in -2 + random.normal() })
    var direct = DirectMatching(mean: cloud.mean, deviation: cloud.deviation)
    for _ in 0..<600 {
      cloud.climbLogOdds(towards: (1.5, 0.5), rate: 0.01)
      direct.descend(towards: (1.5, 0.5), rate: 0.01)
    }
    expectClose([cloud.mean, cloud.deviation], [1.5, 0.5], within: 1e-6)
    expectClose([cloud.mean, cloud.deviation], [direct.mean, direct.deviation], within: 1e-9)
  }

  @Test func eachPlayerMovesOnlyItself() {
    let random = Random(seed: 1)
    let players = Players(learningRate: 1e-3, using: random)
    #expect(players.generator.parameterCount == 4353 && players.discriminator.parameterCount == 4353)
    let (g, d) = (players.generator.checksum, players.discriminator.checksum)
    let z = Tensor.normal([32, 1], using: random)
    _ = players.updateDiscriminator(real: mixture.samples(32, using: random), fake: players.generate(z))
    #expect(players.generator.checksum == g && players.discriminator.checksum != d)
    let after = players.discriminator.checksum
    _ = players.updateGenerator(z, .nonSaturating)
    #expect(players.generator.checksum != g && players.discriminator.checksum == after)
  }
}
