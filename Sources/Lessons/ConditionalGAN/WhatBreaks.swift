import Figures
import GANKit
import Judges
import LessonKit
import ReportFigures

// What goes wrong when labels fail: each variant beside the healthy players, trained in the same way.

extension ConditionalGANLesson {
  func showWhatBreaks(_ report: Report) throws {
    // snippet.shuffled
    let right = digits.train.labels
    let shuffled = run.random("shuffle").permutation(right.count).map { right[$0] }
    // snippet.end
    let variants = Variant.all(
      labels: .oneHot(right, classes: 10), shuffled: .oneHot(shuffled, classes: 10))
    let count = run[Self.exhibitIterations]
    // The average forgets the first weights: less than a ten-thousandth of them is left at the end.
    let plan = TrainingPlan(
      iterations: count, decay: 1 - 10 / Float(count), networks: "what-breaks networks",
      training: "what-breaks")
    let asked = digitsInTurn(2000)
    let z = noise(asked.count, using: run.random("what-breaks noise"))
    let classifier = try run.digitClassifier(for: digits)
    let outcomes = try report.sideBySide(variants) { variant, report in
      let trained = try train(variant, plan, report)
      let images = trained.average.draw(asked, from: z)
      return outcome(of: trained, variant, images: images, asked, readBy: classifier, report)
    }
    report.check(
      "With shuffled labels, G's accuracy is at the level of chance", outcomes[1].accuracy < 0.2)
    try show(outcomes, report)
    try showLoudness([outcomes[4], outcomes[0], outcomes[5], outcomes[3]], report)
  }

  /// What a variant's training came to.
  private struct Outcome {
    let variant: Variant
    let trained: TrainedVariant
    let images: Tensor
    let accuracy, score, variety: Double
    var lossD: Double { trained.last("lossD") }
    var lossG: Double { trained.last("lossG") }

    /// For the figure, which has no room for a table.
    var scores: String {
      "accuracy \(format(accuracy, 2)), score \(format(score, 1)), variety \(format(variety, 2))"
    }
  }

  private func outcome(
    of trained: TrainedVariant, _ variant: Variant, images: Tensor, _ asked: [Int],
    readBy classifier: DigitClassifier, _ report: Report
  ) -> Outcome {
    let outcome = Outcome(
      variant: variant, trained: trained, images: images,
      accuracy: classifier.accuracy(of: images, asked: asked),
      score: inceptionScore(classifier.probabilities(of: images)),
      variety: variety(of: images, asked: asked, beside: digits.test).reduce(0, +) / 10)
    for (name, value) in [
      ("Accuracy", outcome.accuracy), ("Score", outcome.score), ("Variety", outcome.variety),
      ("LossD", outcome.lossD), ("LossG", outcome.lossG),
    ] {
      report.metric(variant.key + name, value)
    }
    return outcome
  }

  private func show(_ outcomes: [Outcome], _ report: Report) throws {
    report.table(
      ["players", "read as requested", "digit score", "variety within a digit", "D's loss", "G's loss"],
      outcomes.map { outcome in
        [
          outcome.variant.name, percent(outcome.accuracy), format(outcome.score, 2),
          format(outcome.variety, 2), format(outcome.lossD, 2), format(outcome.lossG, 2),
        ]
      })
    let shown = outcomes.prefix(4)
    try report.figure(
      "variants",
      ImageGrid(
        concatenate(shown.map { $0.images.rows(0..<20) }), columns: 10,
        caption:
          "After \(run[Self.exhibitIterations]) iterations each, from the same noise. Trained on \(digits.source.note).",
        rowLabels: shown.flatMap { [$0.variant.name, $0.scores] }, columnLabels: (0..<10).map(String.init)))
  }

  /// What the loudness of the label does to the noise.
  private func showLoudness(_ outcomes: [Outcome], _ report: Report) throws {
    let names = outcomes.map { "loudness \(format(Double($0.trained.players.generator.loudness), 0))" }
    var chart = Chart(
      "The noise's share of what G's first layer computes", x: "training iteration",
      y: "share of the variance")
    var rows: [[String]] = []
    for (name, outcome) in zip(names, outcomes) {
      let shares = outcome.trained.history.column("noiseShare")
      chart = chart.line(name, shares)
      let (first, last) = (shares.first?.value ?? 0, shares.last?.value ?? 0)
      rows.append([
        name, percent(outcome.accuracy), format(outcome.variety, 2), percent(first), percent(last),
      ])
      report.metric("\(outcome.variant.key)NoiseShareBefore", first)
      report.metric("\(outcome.variant.key)NoiseShareAfter", last)
    }
    report.table(
      ["label", "read as requested", "variety", "noise's share before training", "and after"], rows)
    try report.figure(
      "noise-share",
      chart.caption("Variance over noise and digits, summed over outputs. Trained on \(digits.source.note)."))
  }
}
