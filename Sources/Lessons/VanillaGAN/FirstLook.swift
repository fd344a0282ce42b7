import Figures
import Foundation
import GANKit
import LessonKit

// The steps before training: the data, the networks, what they do untrained, and one step of each.

extension VanillaGANLesson {
  func showData(_ report: Report) throws {
    let images = digits.train.images
    report.table(
      ["", "images", "shape", "range"],
      [("train", digits.train), ("test", digits.test)].map { name, set in
        [name, "\(set.count)", "28 x 28 x 1", "-1 (black) to 1 (white)"]
      })
    report.metric("images", digits.train.count)
    report.metric("meanPixel", Double(images.mean().scalar))
    try report.figure(
      "digits", ImageGrid(images.rows(0..<100), columns: 10, caption: "Real images: \(digits.source.note)."))
    let counts = (0..<10).map { digit in Double(digits.train.labels.count { $0 == digit }) }
    try report.figure(
      "classes",
      Chart("How often each digit occurs", x: "digit", y: "images")
        .bars("", (0..<10).map(String.init), counts, colour: .real)
        .caption("Training images: \(digits.source.note)."))
  }

  func showNetworks(_ report: Report) throws {
    for (name, network, input) in [
      ("G", players.generator, Shape([latentSize])), ("D", players.discriminator, [28, 28, 1]),
    ] {
      let table = report.table(of: network, named: name, input: input)
      report.metric("parameters\(name)", table.total)
      report.metric("trained\(name)", table.trained)
    }
    // The book's G starts from 100 normals; each has 256 weights.
    let trained = 1_489_936 + (latentSize - 100) * 256
    report.check(
      "G has \(grouped(trained + 3584)) parameters, \(grouped(trained)) of them trained",
      counts(players.generator) == [trained, 3584])
    report.check("D has 533,505 parameters", counts(players.discriminator) == [533_505, 0])
  }

  /// "1,493,520"
  private func grouped(_ count: Int) -> String {
    count < 1000 ? "\(count)" : "\(grouped(count / 1000))," + String(format: "%03d", count % 1000)
  }

  private func counts(_ network: Sequential) -> [Int] { [network.parameterCount, network.bufferCount] }

  func showUntrained(_ report: Report) throws {
    let fake = generate(500, "untrained")  // the average of weights that have not moved yet: G itself
    let real = digits.test.images.rows(0..<500)
    let (onReal, onFake) = (players.discriminator(real, .inference), players.discriminator(fake, .inference))
    let decisions = [onReal, onFake].map { Double(sigmoid($0).mean().scalar) }
    report.table(
      ["", "measured", "if D cannot tell"],
      [
        ["D on real images, mean", number(decisions[0]), "0.5"],
        ["D on fakes, mean", number(decisions[1]), "0.5"],
        ["D's loss", number(discriminatorLoss(onReal: onReal, onFake: onFake).scalar), "2 ln 2 = 1.386"],
        ["G's loss", number(generatorLoss(onFake: onFake).scalar), "ln 2 = 0.693"],
      ])
    report.metric("lossD", discriminatorLoss(onReal: onReal, onFake: onFake).scalar)
    report.metric("lossG", generatorLoss(onFake: onFake).scalar)
    try report.figure(
      "samples",
      ImageGrid(fake.rows(0..<40), columns: 10, caption: "Forty images by the untrained generator."))
  }

  // snippet.takeOneStep
  func takeOneStep(_ report: Report) throws {
    let random = run.random("one-step")
    let real = digits.train.images.rows(0..<run[Self.batchSize])
    let z = Tensor.normal([real.shape[0], latentSize], using: random)
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
      [("before", before), ("after D's step", afterD), ("after G's step", afterG)].map { name, sums in
        [name, text(sums.g), text(sums.d)]
      })
    report.metric("lossD", lossD)
    report.metric("lossG", lossG)
    report.check("D's step changes D and leaves G alone", afterD.d != before.d && afterD.g == before.g)
    report.check("G's step changes G and leaves D alone", afterG.g != afterD.g && afterG.d == afterD.d)
  }

  private func checksums() -> (g: UInt64, d: UInt64) {
    (players.generator.checksum, players.discriminator.checksum)
  }

  private func number(_ value: some BinaryFloatingPoint & CVarArg) -> String { String(format: "%.3f", value) }
}
