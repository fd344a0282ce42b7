import Figures
import GANKit
import Judges
import LessonKit

// What goes wrong when labels fail: each variant beside the healthy players, trained in the same way.

extension ConditionalGANLesson {
  private struct Variant {
    let name: String
    /// The metric's name.
    let key: String
    let labels: Tensor
    var tellsD = true
    /// Nil for that of the run.
    var loudness: Float?
  }

  func showWhatBreaks(_ report: Report) throws {
    let classifier = try run.digitClassifier(for: digits)
    // snippet.shuffled
    let right = digits.train.labels
    let shuffled = run.random("shuffle").permutation(right.count).map { right[$0] }
    // snippet.end
    let (labels, wrong) = (Tensor.oneHot(right, classes: 10), Tensor.oneHot(shuffled, classes: 10))
    let variants = [
      Variant(name: "healthy", key: "healthy", labels: labels),
      Variant(name: "labels shuffled", key: "shuffled", labels: wrong),
      Variant(name: "D is not told", key: "untold", labels: labels, tellsD: false),
      Variant(name: "labels too loud", key: "loud", labels: labels, loudness: 20),
    ]
    let asked = digitsInTurn(2000)
    let z = noise(asked.count, using: run.random("what-breaks noise"))
    var (rows, pictures): ([[String]], [Tensor]) = ([], [])
    for variant in variants {
      let images = try train(variant, report).generator.draw(asked, from: z)
      let accuracy = classifier.accuracy(of: images, asked: asked)
      let score = inceptionScore(classifier.probabilities(of: images))
      let variety = variety(of: images, asked: asked, beside: digits.test).reduce(0, +) / 10
      rows.append(
        [variant.name, percent(accuracy), format(score, 2), format(variety, 2)])
      report.metric("\(variant.key)Accuracy", accuracy)
      report.metric("\(variant.key)Score", score)
      report.metric("\(variant.key)Variety", variety)
      if variant.key == "shuffled" {
        report.check("With shuffled labels, G's accuracy is at the level of chance", accuracy < 0.2)
      }
      pictures.append(images.rows(0..<20))
    }
    report.table(["players", "read as requested", "digit score", "variety within a digit"], rows)
    try report.figure(
      "variants",
      ImageGrid(
        concatenate(pictures), columns: 10,
        caption:
          "After \(run[Self.exhibitIterations]) iterations each, from the same noise. Trained on \(digits.source.note).",
        rowLabels: variants.flatMap { [$0.name, ""] }, columnLabels: (0..<10).map(String.init)))
  }

  private func train(_ variant: Variant, _ report: Report) throws -> Players {
    let players = Self.players(run, loudness: variant.loudness, "what-breaks networks")
    let random = run.random("what-breaks")
    let batches = Batches(
      count: digits.train.count, size: run[Self.batchSize], using: random, keepPartial: false)
    let loop = try report.loop(
      run[Self.exhibitIterations], named: variant.name, every: 10,
      state: players.state() + [("random", random), ("batches", batches)])
    while try loop.next() != nil {
      let rows = batches.next()
      let labels = variant.labels.gathered(rows: rows)
      let losses = players.update(
        real: digits.train.images.gathered(rows: rows), labels: labels,
        toldD: variant.tellsD ? labels : .zeros(labels.shape), random)
      try loop.log(losses)
    }
    return players
  }
}
