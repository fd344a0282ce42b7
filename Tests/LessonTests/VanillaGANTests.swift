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

  /// Copies are found; images like the unseen ones are not suspicious.
  @Test func theCopyTestFindsCopies() {
    let random = Random(seed: 1)
    let training = Tensor.normal([300, 20], using: random)
    let unseen = Tensor.normal([400, 20], using: random)
    let copies = training.rows(0..<200) + Tensor.normal([200, 20], standardDeviation: 0.01, using: random)
    #expect(CopyTest(generated: copies, unseen: unseen, training: training).suspicious == 1)
    let honest = Tensor.normal([400, 20], using: random)
    let share = CopyTest(generated: honest, unseen: unseen, training: training).suspicious
    #expect(share > 0.005 && share < 0.12)
  }

  /// A unit whose bias keeps it below zero for every image is dead, and one that comes back was revived.
  @Test func deadUnitsAreCountedAndRevived() throws {
    let random = Random(seed: 1)
    let discriminator = makeDiscriminator(hidden: .relu, using: random)
    let real = Tensor.uniform([16, 28, 28, 1], in: -1...1, using: random)
    let fake = Tensor.uniform([16, 28, 28, 1], in: -1...1, using: random)
    let units = DeadUnits(in: discriminator)
    let first = discriminator.layers.compactMap { $0 as? Dense }[0].bias!
    let healthy = first.value
    var biases = healthy.scalars
    for unit in 0..<128 { biases[unit] = -1000 }
    first.value = Tensor(biases, shape: first.shape)
    units.observe(discriminator, real: real, fake: fake)
    #expect(units.dead(inLayer: 0) >= 0.25 && units.dead(inLayer: 0) < 0.4 && units.revived == 0)
    first.value = healthy
    units.observe(discriminator, real: real, fake: fake)
    #expect(units.dead(inLayer: 0) < 0.1 && units.revived >= 128.0 / 768)

    var checkpoint = Checkpoint()
    units.save(to: &checkpoint, as: "dead")
    let restored = DeadUnits(in: discriminator)
    try restored.load(from: checkpoint, as: "dead")
    #expect(restored.isDead == units.isDead && restored.wasRevived == units.wasRevived)
  }

  /// The range of the pixels changes what the players see, not the images that are judged.
  @Test func pixelsOfEitherRange() {
    let images = Tensor([-1, -0.5, 0, 1], shape: [1, 2, 2, 1])
    #expect(Variant.Pixels.unit.from(signed: images).scalars == [0, 0.25, 0.5, 1])
    #expect(Variant.Pixels.unit.toSigned(Variant.Pixels.unit.from(signed: images)).scalars == images.scalars)
    #expect(Variant.Pixels.signed.from(signed: images).scalars == images.scalars)
  }
}
