import Figures
import GANKit
import LessonKit

// The networks, and what they do before any training.

extension VanillaGANLesson {
  func showNetworks(_ report: Report) throws {
    for (name, network, input) in [
      ("G", players.generator, Shape([latentSize])), ("D", players.discriminator, [28, 28, 1]),
    ] {
      let table = report.table(of: network, named: name, input: input)
      report.metric("parameters\(name)", table.total)
      report.metric("trained\(name)", table.trained)
    }
    try report.figure("players", players.diagram)
    // The book's G starts from 100 normals; each has 256 weights.
    let trained = 1_489_936 + (latentSize - 100) * 256
    report.check(
      "G has \(grouped(trained + 3584)) parameters, \(grouped(trained)) of them trained",
      counts(players.generator) == [trained, 3584])
    report.check("D has 533,505 parameters", counts(players.discriminator) == [533_505, 0])
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
        ["D on real images, mean", format(decisions[0], 3), "0.5"],
        ["D on fakes, mean", format(decisions[1], 3), "0.5"],
        ["D's loss", format(discriminatorLoss(onReal: onReal, onFake: onFake).scalar, 3), "2 ln 2 = 1.386"],
        ["G's loss", format(generatorLoss(onFake: onFake).scalar, 3), "ln 2 = 0.693"],
      ])
    report.metric("lossD", discriminatorLoss(onReal: onReal, onFake: onFake).scalar)
    report.metric("lossG", generatorLoss(onFake: onFake).scalar)
    try report.figure(
      "samples",
      ImageGrid(fake.rows(0..<40), columns: 10, caption: "Forty images by the \(run.untrained) generator."))
  }
}
