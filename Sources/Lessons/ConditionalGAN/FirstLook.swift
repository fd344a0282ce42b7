import Figures
import Foundation
import GANKit
import LessonKit

// The steps before training: labels, the networks, and what they do untrained.

extension ConditionalGANLesson {
  func showLabels(_ report: Report) throws {
    report.table(
      ["", "images"] + (0..<10).map(String.init),
      [("train", digits.train), ("test", digits.test)].map { name, set in
        [name, "\(set.count)"] + (0..<10).map { digit in "\(set.labels.count { $0 == digit })" }
      })
    let rows = (0..<10).map { digit in
      Array(digits.train.labels.indices.lazy.filter { self.digits.train.labels[$0] == digit }.prefix(10))
    }
    report.metric("images", digits.train.count)
    report.metric("rarest", (0..<10).map { digit in digits.train.labels.count { $0 == digit } }.min() ?? 0)
    try report.figure(
      "classes",
      ImageGrid(
        digits.train.images.gathered(rows: rows.flatMap { $0 }), columns: 10,
        caption: "Real images, a row for each label: \(digits.source.note).",
        rowLabels: (0..<10).map(String.init)))
    try compareOneHotAndEmbedding(report)
  }

  /// A dense layer over joined noise and one-hot label, beside the same sums with a row looked up.
  private func compareOneHotAndEmbedding(_ report: Report) throws {
    // snippet.embedding
    let random = run.random("labels")
    let weight = Tensor.normal([latentSize + 10, 64], using: random)
    let z = Tensor.normal([3, latentSize], using: random)
    let labels = [3, 0, 7]
    let joined = matmul(concatenate([z, .oneHot(labels, classes: 10)], axis: 1), weight)
    let embeddings = weight.rows(latentSize..<latentSize + 10)
    let added = matmul(z, weight.rows(0..<latentSize)) + embeddings.gathered(rows: labels)
    // snippet.end
    let gap = abs(joined - added).scalars.max() ?? 0
    report.metric("largestGap", gap)
    report.check("Joining a one-hot label adds a row of the weight", gap < 1e-4)
  }

  func showNetworks(_ report: Report) throws {
    for (name, network, input) in [
      ("G", players.generator.network, Shape([latentSize + 10])),
      ("D", players.discriminator.network, [28, 28, 2]),
    ] {
      report.table(of: network, named: name, input: input)
    }
    let planes = players.discriminator.planes.parameterCount
    report.say("D's ten planes have another \(planes) parameters.")
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
        ["D's loss", String(format: "%.3f", lossD), "2 ln 2 = 1.386"],
        ["G's loss", String(format: "%.3f", lossG), "ln 2 = 0.693"],
      ])
    report.metric("lossD", lossD)
    report.metric("lossG", lossG)
    report.metric("accuracy", try trainedClassifier().accuracy(of: fake, asked: asked))
    try report.figure(
      "samples",
      ImageGrid(
        fake.rows(0..<30), columns: 10, caption: "Thirty images by the untrained generator.",
        columnLabels: (0..<10).map { "a \($0)" }))
  }
}
