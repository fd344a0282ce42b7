import Figures
import GANKit
import LessonKit

// The two designs for digits, and what the players do untrained.

extension DCGANLesson {
  func showNetworks(_ report: Report) throws {
    let random = Random(seed: 1)
    let document = (makeDocumentGenerator(using: random), makeDocumentDiscriminator(using: random))
    let light = (makeLightGenerator(using: random), makeLightDiscriminator(using: random))
    for (title, network, input) in [
      ("the tutorial's G", document.0, Shape([latentSize])), ("the tutorial's D", document.1, [28, 28, 1]),
      ("light G", light.0, [latentSize]), ("light D", light.1, [28, 28, 1]),
    ] {
      report.table(of: network, named: title, input: input)
    }
    try report.figure(
      "tutorial",
      diagram(
        "The pair of the TensorFlow tutorial", document.0, document.1, image: [28, 28, 1], of: "digit"))
    try report.figure(
      "light", diagram("The light pair", light.0, light.1, image: [28, 28, 1], of: "digit"))
    let counts = [document.0, document.1, light.0, light.1].map { $0.parameterCount + $0.bufferCount }
    for (name, count) in zip(["documentG", "documentD", "lightG", "lightD"], counts) {
      report.metric(name, count)
    }
    report.metric("documentKeptG", document.0.bufferCount)
    // Each of the tutorial's 100 noise values has 7 x 7 x 256 weights.
    let documentG = 2_330_944 + (latentSize - 100) * 7 * 7 * 256
    report.check("the tutorial's G has \(grouped(documentG)) parameters", counts[0] == documentG)
    report.check("the tutorial's D has 212,865 parameters", counts[1] == 212_865)
    try showUntrained(report)
  }

  private func showUntrained(_ report: Report) throws {
    // snippet.untrained
    let fake = generate(500, "untrained")
    let real = digits.test.images.rows(0..<500)
    let onReal = players.discriminator(real, .inference)
    let onFake = players.discriminator(fake, .inference)
    let lossD = discriminatorLoss(onReal: onReal, onFake: onFake)
    let lossG = generatorLoss(onFake: onFake)
    // snippet.end
    let first = Double(sigmoid(onFake).at(0, 0))
    report.table(
      ["", "measured", "if D cannot tell"],
      [
        ["D on the first fake", format(first, 3), "0.5"],
        ["D's loss: 1s for real, 0s for fakes", format(lossD.scalar, 3), "2 ln 2 = 1.386"],
        ["G's loss: 1s for fakes", format(lossG.scalar, 3), "ln 2 = 0.693"],
      ])
    report.metric("decision", first)
    report.metric("lossD", lossD.scalar)
    report.metric("lossG", lossG.scalar)
    try report.figure(
      "untrained",
      ImageGrid(
        fake.rows(0..<30), columns: 10, caption: "Thirty images by the \(run.untrained) light generator."))
  }
}
