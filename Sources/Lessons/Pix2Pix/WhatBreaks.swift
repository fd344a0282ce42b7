import Figures
import GANKit
import LessonKit

// What each part of the design is for: variants without it, trained alike.

extension Pix2PixLesson {
  private struct Variant {
    let name: String
    /// The metric's name.
    let key: String
    let loss: GeneratorLoss
    var hasSkips = true
  }

  func showWhatBreaks(_ report: Report) throws {
    let lambda = run[Self.lambda]
    // snippet.variants
    let variants = [
      Variant(name: "both losses", key: "both", loss: GeneratorLoss(lambda: lambda)),
      Variant(name: "only L1", key: "onlyL1", loss: GeneratorLoss(adversarial: 0, lambda: lambda)),
      Variant(name: "no L1", key: "noL1", loss: GeneratorLoss(lambda: 0)),
      Variant(name: "no skips", key: "noSkips", loss: GeneratorLoss(lambda: lambda), hasSkips: false),
    ]
    // snippet.end
    let segmenter = try trainedSegmenter()
    let real = measured(pictures.testTargets, segmenter)
    let shown = pictures.examples(8)
    var rows: [[String]] = []
    var images = [pictures.testInputs.gathered(rows: shown)]
    for variant in variants {
      let (players, history) = try train(variant, report)
      let outputs = players.generator.translations(
        of: pictures.testInputs, noise: run.random("what-breaks translations"))
      let quality = measured(outputs, segmenter)
      let (accuracy, sharpness) = (quality.accuracy / real.accuracy, quality.sharpness / real.sharpness)
      let last = history.column("lossD").suffix(10).map(\.value)
      let lossD = last.reduce(0, +) / Double(last.count)
      rows.append(
        [variant.name]
          + [accuracy, sharpness, quality.distance, quality.similarity].map { format($0, 2) }
          + [variant.loss.adversarial > 0 ? format(lossD, 2) : "none"])
      report.metric("\(variant.key)AccuracyRatio", accuracy)
      report.metric("\(variant.key)SharpnessRatio", sharpness)
      report.metric("\(variant.key)Distance", quality.distance)
      if variant.loss.adversarial > 0 { report.metric("\(variant.key)LossD", lossD) }
      images.append(outputs.gathered(rows: shown))
    }
    report.table(
      [
        "trained with", "accuracy / real", "sharpness / real", "L1 to target", "similarity",
        "D's loss",
      ], rows)
    images.append(pictures.testTargets.gathered(rows: shown))
    try report.figure(
      "variants",
      ImageGrid(
        concatenate(images), columns: shown.count,
        caption: "After \(run[Self.exhibitIterations]) iterations each on \(pictures.source.note).",
        rowLabels: ["input"] + variants.map(\.name) + ["target"]))
  }

  private func train(_ variant: Variant, _ report: Report) throws -> (Players, History) {
    let players = Self.players(
      run, loss: variant.loss, hasSkips: variant.hasSkips, "what-breaks networks")
    let random = run.random("what-breaks")
    let (count, pairs) = (run[Self.exhibitIterations], pictures.trainInputs.shape[0])
    let batches = Batches(
      count: pairs, size: min(run[Self.batchSize], pairs), using: random, keepPartial: false)
    let decay = LinearDecay(from: run[Self.learningRate], of: count)
    let loop = try report.loop(
      count, named: variant.name, every: Loop.interval(of: count, rows: 100),
      state: players.state() + [("random", random), ("batches", batches)])
    while let i = try loop.next() {
      players.setLearningRate(decay.rate(at: i))
      let (input, target) = jittered(
        pictures.trainInputs, pictures.trainTargets, rows: batches.next(), size: run[Self.size], using: random
      )
      let losses = players.update(input: input, target: target, random)
      try loop.log(losses)
    }
    return (players, loop.history)
  }
}
