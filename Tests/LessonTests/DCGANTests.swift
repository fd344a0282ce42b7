import Foundation
import GANKit
import TestSupport
import Testing

@testable import DCGAN

@Suite struct DCGANTests {
  private func makeLightPlayers(_ random: Random, penalty: Float = 0) -> Players {
    Players(
      generator: makeLightGenerator(using: random), discriminator: makeLightDiscriminator(using: random),
      learningRateG: 1e-3, learningRateD: 5e-4, penalty: penalty)
  }

  @Test func theDocumentsNetworksHaveItsParameters() {
    let random = Random(seed: 1)
    let (generator, discriminator) = (
      makeDocumentGenerator(using: random), makeDocumentDiscriminator(using: random)
    )
    #expect(generator.parameterCount == 2_305_472)
    #expect(generator.parameterCount + generator.bufferCount == 2_330_944)
    #expect(discriminator.parameterCount == 212_865 && discriminator.bufferCount == 0)
    #expect(generator(.zeros([2, 100]), .inference).shape == [2, 28, 28, 1])
    #expect(discriminator(.zeros([2, 28, 28, 1]), .inference).shape == [2, 1])
  }

  @Test(arguments: [3, 4, 5, 6], [true, false])
  func lightNetworksDrawDigitsOfTheSameSize(kernel: Int, batchNorm: Bool) {
    let random = Random(seed: 1)
    let generator = makeLightGenerator(kernel: kernel, batchNorm: batchNorm, using: random)
    let images = generator(.normal([3, 100], using: random), .training(random))
    #expect(images.shape == [3, 28, 28, 1] && images.scalars.allSatisfy { abs($0) <= 1 })
    #expect(makeLightDiscriminator(using: random)(images, .inference).shape == [3, 1])
  }

  @Test func aStepMovesBothPlayersAndTheAverageOnlyWhenAsked() {
    let random = Random(seed: 1)
    let players = makeLightPlayers(random)
    let average = MovingAverage(
      of: players.generator, in: makeLightGenerator(using: Random(seed: 2)), decay: 0.9)
    let real = Tensor.uniform([16, 28, 28, 1], in: -1...1, using: random)
    let before = [players.generator.checksum, players.discriminator.checksum, average.model.checksum]
    let losses = players.update(real: real, random)
    #expect(losses.lossD.isFinite && losses.lossG.isFinite)
    #expect(players.generator.checksum != before[0] && players.discriminator.checksum != before[1])
    #expect(average.model.checksum == before[2])
    average.update()
    #expect(average.model.checksum != before[2])
  }

  /// The last step of the chapter takes the two updates apart: together they are the training step.
  @Test func theUpdatesAreTheTrainingStep() {
    let real = Tensor.uniform([8, 28, 28, 1], in: -1...1, using: Random(seed: 3))
    let (whole, random) = (makeLightPlayers(Random(seed: 4)), Random(seed: 5))
    let losses = whole.update(real: real, random)
    let (apart, again) = (makeLightPlayers(Random(seed: 4)), Random(seed: 5))
    let generated = apart.generate(8, again)
    #expect(generated.value.shape == real.shape)
    let (g, d) = (apart.generator.checksum, apart.discriminator.checksum)
    let lossD = apart.updateDiscriminator(real: real, fake: generated.value, again)
    #expect(apart.generator.checksum == g && apart.discriminator.checksum != d)
    let (lossG, gradientsG) = apart.updateGenerator(generated, again)
    #expect(gradientsG.norm > 0 && lossD == losses.lossD && lossG == losses.lossG)
    #expect(apart.checksum == whole.checksum)
  }

  /// The loss that is returned is the one without the penalty, so that runs with and without it can be compared.
  @Test func thePenaltyChangesDButNotTheLossThatIsReturned() {
    let real = Tensor.uniform([8, 28, 28, 1], in: -1...1, using: Random(seed: 3))
    func updated(penalty: Float) -> (loss: Float, d: UInt64) {
      let (players, random) = (makeLightPlayers(Random(seed: 4), penalty: penalty), Random(seed: 5))
      let fake = players.generate(8, random).value
      let loss = players.updateDiscriminator(real: real, fake: fake, random)
      return (loss, players.discriminator.checksum)
    }
    let (plain, penalized) = (updated(penalty: 0), updated(penalty: 10))
    #expect(plain.loss == penalized.loss && plain.d != penalized.d)
  }

  /// Without batch norm and dropout, D learns the same from one batch of both kinds as from two.
  @Test func dLearnsTheSameFromOneBatchAsFromTwo() {
    let random = Random(seed: 3)
    let (real, fake) = (
      Tensor.normal([3, 64, 64, 3], using: random), Tensor.normal([3, 64, 64, 3], using: random)
    )
    func updated(atOnce: Bool) -> (loss: Float, decisions: Tensor) {
      let random = Random(seed: 4)
      let players = Players(
        generator: Sequential {},
        discriminator: makeFaceDiscriminator(width: 4, batchNorm: false, using: random),
        learningRateG: 1e-3, learningRateD: 1e-3, penalty: 1, judgesAtOnce: atOnce)
      let losses = (0..<3).map { _ in players.updateDiscriminator(real: real, fake: fake, random) }
      return (losses.last!, players.discriminator(real, .inference))
    }
    let (once, apart) = (updated(atOnce: true), updated(atOnce: false))
    expectClose(Tensor([once.loss]), Tensor([apart.loss]), within: .ofLargest(1e-4))
    expectClose(once.decisions, apart.decisions, within: .ofLargest(1e-3))
  }

  /// D judges the real images once more where its slope is wanted.

  @Test func thePenaltyActsInEveryEighthUpdate() {
    final class Calls { var count = 0 }
    struct Counted: Layer {
      let calls: Calls
      func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
        calls.count += 1
        return x
      }
    }
    let (calls, random) = (Calls(), Random(seed: 1))
    let players = Players(
      generator: Sequential {},
      discriminator: Sequential {
        Counted(calls: calls)
        Flatten()
        Dense(16, 1, using: random)
      }, learningRateG: 1e-3, learningRateD: 1e-3, penalty: 1)
    let images = Tensor.normal([2, 4, 4, 1], using: random)
    let penalized = (0..<17).filter { _ in
      let before = calls.count
      _ = players.updateDiscriminator(real: images, fake: -1 * images, random)
      return calls.count - before == 3
    }
    #expect(penalized == [0, 8, 16])
  }

  @Test func bothLearningRatesFallToZeroOverTheLastFortyPercent() {
    let players = makeLightPlayers(Random(seed: 1))
    let rates = [0, 0.5, 0.6, 0.8, 1].map { (progress: Float) in
      players.settle(progress)
      return [players.optimizerG.learningRate, players.optimizerD.learningRate]
    }
    let expected: [[Float]] = [[1e-3, 5e-4], [1e-3, 5e-4], [1e-3, 5e-4], [5e-4, 2.5e-4], [0, 0]]
    for (found, expected) in zip(rates.joined(), expected.joined()) { #expect(abs(found - expected) < 1e-9) }
  }

  @Test func theLightDHasDropoutOnlyWhereItIsAskedFor() {
    func dropouts(_ rate: Float) -> Int {
      makeLightDiscriminator(dropout: rate, using: Random(seed: 1)).layers.filter { $0 is Dropout }.count
    }
    #expect(dropouts(0) == 0 && dropouts(0.3) == 3)
  }

  @Test func theSameSeedGivesTheSameBits() {
    func trained() -> [UInt64] {
      let random = Random(seed: 9)
      let players = makeLightPlayers(random)
      let real = Tensor.uniform([16, 28, 28, 1], in: -1...1, using: random)
      for _ in 0..<4 { _ = players.update(real: real, random) }
      return [players.generator.checksum, players.discriminator.checksum]
    }
    #expect(trained() == trained())
  }

  @Test func accuracyCountsBothKindsOfDecisions() {
    /// Takes for real what is bright on average.
    struct Brightness: Layer {
      func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { x.mean(axes: [1, 2]) }
    }
    let players = Players(
      generator: Sequential {}, discriminator: Sequential { Brightness() }, learningRateG: 1e-3,
      learningRateD: 1e-3)
    let bright = Tensor.ones([3, 4, 4, 1])
    let mixed = concatenate([Tensor.ones([1, 4, 4, 1]), -1 * Tensor.ones([3, 4, 4, 1])])
    let found = players.accuracy(real: bright, fake: mixed)
    #expect(found.onReal == 1 && found.onFake == 0.75)
  }

  @Test func evenMomentsBeginAndEndWithTheTraining() {
    #expect(Snapshots.evenMoments(4, of: 1000) == [0, 250, 500, 750, 1000])
    #expect(Snapshots.evenMoments(20, of: 7) == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(Snapshots.evenMoments(0, of: 7) == [0, 7])
  }
}
