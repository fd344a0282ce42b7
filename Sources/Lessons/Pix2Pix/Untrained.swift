import Figures
import GANKit
import LessonKit

// The networks, and what they do before any training.

extension Pix2PixLesson {
  func showNetworks(_ report: Report) throws {
    report.table(
      ["G: level", "down to", "channels", "trained", "skip"],
      players.generator.levels.enumerated().map { index, level in
        let side = run[Self.size] >> (index + 1)
        return [
          "\(index + 1)", "\(side)x\(side)", "\(level.down.weight.shape[3])", "\(level.ownParameterCount)",
          level.hasSkip ? "yes" : "",
        ]
      } + [["together", "", "", "\(players.generator.parameterCount)", ""]])
    let size = run[Self.size]
    report.table(of: players.discriminator, named: "D", input: [size, size, 6])
    try report.figure("generator", players.diagramOfGenerator(size: size))
    try report.figure("discriminator", players.diagramOfDiscriminator(size: size))
    report.metric("parametersG", players.generator.parameterCount)
    report.metric("parametersD", players.discriminator.parameterCount)
    let hasPapersSize = run[Self.size] == 256 && run[Self.widthG] == 64 && run[Self.widthD] == 64
    // A full run whose sizes were changed with --set is not meant to have them.
    guard hasPapersSize || run.budget < .full else { return }
    report.check(
      "G has the 54.41 million parameters of the authors' PyTorch port", from: .full,
      players.generator.parameterCount == 54_413_955)
    report.check(
      "D has the 2.77 million parameters of the authors' PyTorch port", from: .full,
      players.discriminator.parameterCount == 2_768_705)
  }

  func showUntrained(_ report: Report) throws {
    let rows = pictures.examples(5)
    let (inputs, targets) = (
      pictures.testInputs.gathered(rows: rows), pictures.testTargets.gathered(rows: rows)
    )
    let random = run.random("untrained")
    let outputs = players.generator.translations(of: inputs, noise: random)
    let onFake = players.decide(inputs, outputs, random)
    let lossD = discriminatorLoss(onReal: players.decide(inputs, targets, random), onFake: onFake).scalar
    let lossG = binaryCrossEntropy(logits: onFake, target: 1).scalar
    report.table(
      ["", "measured", "if D cannot tell"],
      [
        ["D's loss", format(lossD, 3), "ln 2 = 0.693"],
        ["G's loss, adversarial part", format(lossG, 3), "ln 2 = 0.693"],
      ])
    report.metric("lossD", lossD)
    report.metric("lossG", lossG)
    report.metric("distance", meanAbsoluteError(outputs, targets).scalar)
    try report.figure(
      "outputs",
      ImageGrid(
        concatenate([inputs, outputs]), columns: rows.count, scale: pictures.scale,
        caption: "Before any training.",
        rowLabels: ["input", "output"]))
  }
}

extension UNetLevel {
  /// The number of parameters without those of the levels below.
  var ownParameterCount: Int { parameterCount - below.reduce(0) { $0 + $1.parameterCount } }
}
