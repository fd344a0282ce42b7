import GANKit
import LessonKit

// One update of each player: what it changes, and what it leaves alone.

extension VanillaGANLesson {
  // snippet.takeOneStep
  func takeOneStep(_ report: Report) throws {
    let random = run.random("one-step")
    let real = digits.train.images.rows(0..<run[Self.batchSize])
    let z = noise(real.shape[0], using: random)
    let before = checksums()
    let generated = record(players.generator) { players.generator(z, .training(random)) }
    let lossD = players.updateDiscriminator(real: real, fake: generated.value, random)
    let afterD = checksums()
    let lossG = players.updateGenerator(generated, random)
    let afterG = checksums()
    // snippet.end
    let text = { (sum: UInt64) in String(sum, radix: 16) }
    report.table(
      ["checksum of the weights", "G", "D"],
      [("before", before), ("after D's update", afterD), ("after G's update", afterG)].map { name, sums in
        [name, text(sums.g), text(sums.d)]
      })
    report.metric("lossD", lossD)
    report.metric("lossG", lossG)
    report.check("D's update changes D and leaves G alone", afterD.d != before.d && afterD.g == before.g)
    report.check("G's update changes G and leaves D alone", afterG.g != afterD.g && afterG.d == afterD.d)
  }

  private func checksums() -> (g: UInt64, d: UInt64) {
    (players.generator.checksum, players.discriminator.checksum)
  }
}
