import Figures
import GANKit
import LessonKit
import ReportFigures

// The networks, and what they do before any training.

extension ConditionalGANLesson {
  func showNetworks(_ report: Report) throws {
    for (name, network, input) in [
      ("G", players.generator.network, Shape([latentSize + 10])),
      ("D", players.discriminator.network, [28, 28, 2]),
    ] {
      report.table(of: network, named: name, input: input)
    }
    let planes = players.discriminator.planes.parameterCount
    report.say("D's ten planes add \(planes) parameters.")
    report.metric("parametersG", players.generator.parameterCount)
    report.metric("parametersD", players.discriminator.parameterCount)
    report.metric("planesD", planes)
    showWhatLabelsAdd(report)
    report.check("Ten planes of 28x28 numbers", planes == 7840)
  }

  /// How many weights the labels need in the first layers that they reach.
  private func showWhatLabelsAdd(_ report: Report) {
    if let first = players.generator.network.layers.first as? Dense {
      report.metric("labelWeightsG", 10 * first.weight.shape[1])
    }
    let first = players.discriminator.network.layers.first { $0 is Dense || $0 is Conv2D }
    // D's first layer has as many weights for the plane as for the image.
    let weights = (first as? Conv2D)?.weight ?? (first as? Dense)?.weight
    if let weights { report.metric("secondChannelD", weights.value.count / 2) }
  }

  func showUntrained(_ report: Report) throws {
    let asked = digitsInTurn(1000)
    let fake = draw(1000, "untrained")  // the average of weights that have not moved yet: G itself
    let real = digits.test.images.rows(0..<1000)
    let onReal = players.discriminator(
      real, .oneHot(Array(digits.test.labels[..<1000]), classes: 10), .inference)
    let onFake = players.discriminator(fake, .oneHot(asked, classes: 10), .inference)
    let (lossD, lossG) = (
      discriminatorLoss(onReal: onReal, onFake: onFake).scalar, generatorLoss(onFake: onFake).scalar
    )
    report.table(
      ["", "measured", "if D cannot tell"],
      [
        ["D's loss", format(lossD, 3), "2 ln 2 = 1.386"],
        ["G's loss", format(lossG, 3), "ln 2 = 0.693"],
      ])
    report.metric("lossD", lossD)
    report.metric("lossG", lossG)
    report.metric("accuracy", try run.digitClassifier(for: digits).accuracy(of: fake, asked: asked))
    try report.figure(
      "samples",
      ImageGrid(
        fake.rows(0..<30), columns: 10, caption: "Thirty images by the \(run.untrained) generator.",
        columnLabels: (0..<10).map(String.init)))
  }
}
