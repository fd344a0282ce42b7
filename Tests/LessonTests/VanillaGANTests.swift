import Foundation
import GANKit
import TestSupport
import Testing

@testable import VanillaGAN

@Suite struct VanillaGANTests {
  @Test func parameterCounts() {
    let players = Players(using: Random(seed: 1))
    #expect(players.generator.parameterCount == 1_489_936)
    #expect(players.generator.parameterCount + players.generator.bufferCount == 1_493_520)
    #expect(players.discriminator.parameterCount == 533_505)
    let table = NetworkTable(players.generator, input: [100])
    #expect(table.total == 1_493_520 && table.rows.last?.output == [28, 28, 1])
  }

  @Test func eachPlayerMovesOnlyItself() {
    let random = Random(seed: 1)
    let players = Players(using: random)
    let real = Tensor.uniform([16, 28, 28, 1], in: -1...1, using: random)
    let (g, d) = (players.generator.checksum, players.discriminator.checksum)
    let z = Tensor.normal([16, 100], using: random)
    let generated = record(players.generator) { players.generator(z, .training(random)) }
    let lossD = players.updateDiscriminator(real: real, fake: generated.value, random)
    #expect(lossD.isFinite && players.generator.checksum == g && players.discriminator.checksum != d)
    let after = players.discriminator.checksum
    let lossG = players.updateGenerator(generated, random)
    #expect(lossG.isFinite && players.generator.checksum != g && players.discriminator.checksum == after)
  }

  /// In a process of its own, where every byte in tensors is this training's: not one may be left over.
  @Test func aLongTrainingKeepsItsMemory() async {
    await #expect(processExitsWith: .success) {
      let random = Random(seed: 1)
      let players = Players(using: random)
      let real = Tensor.uniform([8, 28, 28, 1], in: -1...1, using: random)
      for _ in 0..<3 { _ = players.update(real: real, random) }
      let before = Machine.tensorMemory.used
      #expect(before > 4 * players.generator.parameterCount)
      for _ in 0..<20 { _ = players.update(real: real, random) }
      #expect(Machine.tensorMemory.used == before)
    }
  }

  @Test func theSameSeedGivesTheSameBits() {
    func trained() -> UInt64 {
      let random = Random(seed: 9)
      let players = Players(using: random)
      let real = Tensor.uniform([16, 28, 28, 1], in: -1...1, using: random)
      for _ in 0..<5 { _ = players.update(real: real, random) }
      return players.generator.checksum ^ players.discriminator.checksum
    }
    #expect(trained() == trained())
  }

  @Test func lossesWhereTheDiscriminatorCannotTell() {
    let undecided = Tensor.zeros([4, 1])
    expectClose(
      discriminatorLoss(onReal: undecided, onFake: undecided).scalar, 2 * Foundation.log(2.0), within: 1e-6)
    expectClose(generatorLoss(onFake: undecided).scalar, Foundation.log(2.0), within: 1e-6)
  }

  @Test func arcsKeepTheLengthOfNoise() {
    let random = Random(seed: 1)
    let (a, b) = (Tensor.normal([100], using: random), Tensor.normal([100], using: random))
    let arc = LatentSpace.arc(from: a, to: b, count: 9)
    expectClose(arc.rows(0..<1).scalars, a.scalars, within: 1e-5)
    expectClose(arc.rows(8..<9).scalars, b.scalars, within: 1e-5)
    let lengths = square(arc).sum(axes: [1]).scalars.map { $0.squareRoot() }
    #expect(lengths.min()! > 7.5)
  }
}
