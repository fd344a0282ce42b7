import Datasets
import Foundation
import GANKit
import TestSupport
import Testing

@testable import GANTheory

@Suite struct GANTheoryTests {
  @Test(arguments: [UInt64(1), 2, 3])
  func gradientAscentFindsTheBestDiscriminator(seed: UInt64) {
    let random = Random(seed: seed)
    let p = DiscretePlayers.random(outcomes: 5, spread: 0.8, using: random)
    let q = DiscretePlayers.random(outcomes: 5, spread: 0.8, using: random)
    let found = DiscretePlayers.ascend(p: p, q: q, steps: 6000, rate: 4).scalars
    expectClose(found, DiscretePlayers.optimum(p: p, q: q).scalars, within: 1e-3)
  }

  @Test func noDiscriminatorBeatsTheOptimum() {
    let random = Random(seed: 4)
    let p = DiscretePlayers.random(outcomes: 6, spread: 1, using: random)
    let q = DiscretePlayers.random(outcomes: 6, spread: 1, using: random)
    let best = DiscretePlayers.value(logits: log(p / q), p: p, q: q).scalar
    for _ in 0..<100 {
      let other = log(p / q) + Tensor.normal([6], standardDeviation: 0.5, using: random)
      #expect(DiscretePlayers.value(logits: other, p: p, q: q).scalar <= best + 1e-6)
    }
  }

  @Test func divergenceOfEqualAndOfDisjointDistributions() {
    #expect(DiscretePlayers.jensenShannon([0.2, 0.8], [0.2, 0.8]) == 0)
    expectClose(DiscretePlayers.jensenShannon([1, 0], [0, 1]), Foundation.log(2.0), within: 1e-15)
    expectClose(DiscretePlayers.valueAtOptimum([0.5, 0.5], [0.5, 0.5]), -Foundation.log(4.0), within: 1e-15)
  }

  @Test func lossesWhereTheDiscriminatorCannotTell() {
    let undecided = Tensor.zeros([4, 1])
    expectClose(
      discriminatorLoss(onReal: undecided, onFake: undecided).scalar, 2 * Foundation.log(2.0), within: 1e-6)
    expectClose(nonSaturatingLoss(onFake: undecided).scalar, Foundation.log(2.0), within: 1e-6)
    expectClose(saturatingLoss(onFake: undecided).scalar, -Foundation.log(2.0), within: 1e-6)
  }

  @Test func playsOfTheBilinearGame() {
    func radius(_ play: BilinearGame.Play, _ rate: Float) -> Double {
      let last = BilinearGame.trajectory(play, steps: 100, rate: rate).last!
      return hypot(last.x, last.y)
    }
    expectClose(radius(.simultaneous, 0.1) / pow(1.01, 50), 1.0, within: 1e-4)
    #expect(radius(.extragradient, 0.1) < 0.7)
    expectClose(radius(.alternating, 0.1), 1.0, within: 0.06)
  }

  /// A falling rate multiplies the radius by factors that are closer and closer to 1, but never below it.
  @Test func aFallingRateStopsTheSpiralButNeverTurnsItInwards() {
    let radii = BilinearGame.trajectory(.simultaneous, steps: 150, rate: 0.1, .falling).map {
      hypot($0.x, $0.y)
    }
    #expect(zip(radii, radii.dropFirst()).allSatisfy { $1 >= $0 - 1e-6 })
    let expected = (0..<150).reduce(1.0) {
      let rate = 0.1 * (1 - Double($1) / 150)
      return $0 * (1 + rate * rate).squareRoot()
    }
    expectClose(radii.last!, expected, within: 1e-4)
  }

  @Test func movesAreChangesOfTheClusterWithMostFakes() {
    func shares(_ homes: [Int?]) -> ClusterShares {
      ClusterShares(
        steps: Array(homes.indices),
        shares: homes.map { home in (0..<Ring.modes).map { $0 == home ? 0.9 : 0.01 } })
    }
    #expect(shares([0, 0, 0]).moves == 0)
    #expect(shares([0, 3, 3, 0, 7]).moves == 3)
    // On the way from one cluster to another most fakes lie near no centre.
    #expect(shares([0, nil, nil, 2, nil, 2]).moves == 1)
    #expect(shares([nil, nil]).moves == 0)
  }

  @Test func schedules() {
    #expect(RateSchedule.constant.rate(0.5, 99, of: 100) == 0.5)
    expectClose(RateSchedule.falling.rate(0.5, 0, of: 100), 0.5, within: 1e-7)
    expectClose(RateSchedule.falling.rate(0.5, 75, of: 100), 0.125, within: 1e-7)
  }

  /// The experiment on collapse changes one number of updates at a time.
  @Test func pacesDifferInOneNumberOfUpdates() {
    let paces = GANTheoryLesson.paces
    #expect(paces.map { [$0.updatesG, $0.updatesD] } == [[1, 1], [20, 1], [20, 20]])
  }

  @Test func theRingHasEightModesAndItsPointsAreGood() {
    let coverage = Ring.coverage(of: Ring.points(4000, using: Random(seed: 1)))
    #expect(coverage.covered == 8 && coverage.quality > 0.99)
    #expect(Ring.coverage(of: Tensor.zeros([100, 2])).covered == 0)
    #expect(Ring.coverage(of: Ring.centres.rows(0..<3)).covered == 3)
  }

  @Test func eachPlayerMovesOnlyItself() {
    let random = Random(seed: 1)
    let players = Players(latent: 4, learningRate: 1e-3, using: random)
    #expect(players.generator.parameterCount == 4 * 128 + 128 + 128 * 128 + 128 + 128 * 2 + 2)
    #expect(players.discriminator.parameterCount == 2 * 128 + 128 + 128 * 128 + 128 + 128 + 1)
    let (g, d) = (players.generator.checksum, players.discriminator.checksum)
    let fake = players.generator(players.noise(32, using: random), .inference)
    _ = players.updateDiscriminator(real: Ring.points(32, using: random), fake: fake)
    #expect(players.generator.checksum == g && players.discriminator.checksum != d)
    let after = players.discriminator.checksum
    _ = players.updateGenerator(players.noise(32, using: random))
    #expect(players.generator.checksum != g && players.discriminator.checksum == after)
  }

  @Test func thePullPointsToWhereTheDiscriminatorIsMoreConvinced() {
    let random = Random(seed: 2)
    let players = Players(latent: 4, learningRate: 1e-3, using: random)
    let points = Tensor.normal([64, 2], using: random)
    let moved = points + 1e-2 * players.pull(on: points)
    let gain = players.discriminator(moved, .inference) - players.discriminator(points, .inference)
    #expect(gain.scalars.allSatisfy { $0 > 0 })
  }
}
