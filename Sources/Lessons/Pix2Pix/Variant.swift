import GANKit
import LessonKit

// Players that differ from the healthy ones in one thing, for the step on what breaks.

/// What one pair of players changes; the rest is as the settings say.
struct Variant {
  let name: String
  /// The beginning of its metrics' names.
  let key: String
  let loss: GeneratorLoss
  var hasSkips = true
  /// How many times as many channels as the settings say D has.
  var widerD = 1
  /// What the players' learning rates are multiplied by.
  var rateG: Float = 1
  var rateD: Float = 1
}

extension Variant {
  // snippet.variants
  /// The healthy players, and players that lack one part.
  static func parts(lambda: Float) -> [Variant] {
    [
      Variant(name: "both losses", key: "both", loss: GeneratorLoss(lambda: lambda)),
      Variant(name: "only L1", key: "onlyL1", loss: GeneratorLoss(adversarial: 0, lambda: lambda)),
      Variant(name: "no L1", key: "noL1", loss: GeneratorLoss(lambda: 0)),
      Variant(name: "no skips", key: "noSkips", loss: GeneratorLoss(lambda: lambda), hasSkips: false),
    ]
  }
  // snippet.end

  // snippet.suspects
  /// Players without L1 that change one thing more: what makes D fail?
  static let suspects = [
    Variant(name: "D twice as wide", key: "wideD", loss: GeneratorLoss(lambda: 0), widerD: 2),
    Variant(name: "both slower", key: "slowBoth", loss: GeneratorLoss(lambda: 0), rateG: 1 / 6, rateD: 1 / 6),
    Variant(name: "only G slower", key: "slowG", loss: GeneratorLoss(lambda: 0), rateG: 1 / 6),
  ]
  // snippet.end

  /// For the other direction.
  static func reversed(lambda: Float) -> [Variant] {
    [
      Variant(name: "reversed, both losses", key: "reversed", loss: GeneratorLoss(lambda: lambda)),
      Variant(
        name: "reversed, only L1", key: "reversedOnlyL1", loss: GeneratorLoss(adversarial: 0, lambda: lambda)),
    ]
  }
}

/// What a variant's training came to, on the test inputs.
struct Outcome {
  let variant: Variant
  let outputs: Tensor
  /// The quality of the outputs, and that of the real targets.
  let quality, real: Quality
  /// The mean of the last ten logged losses, in training.
  let lossD: Double
  /// The share of D's decisions on patches of test pairs that are right.
  let accuracyD: Double

  var accuracyRatio: Double { quality.accuracy / real.accuracy }
  var sharpnessRatio: Double { quality.sharpness / real.sharpness }
  var hasD: Bool { variant.loss.adversarial > 0 }
}

extension Pix2PixLesson {
  /// Trains and measures variants. All of them start from the same random numbers and see the same batches.
  func outcomes(of variants: [Variant], on pictures: Pictures, _ report: Report) throws -> [Outcome] {
    let segmenter = try trainedSegmenter()
    return try report.sideBySide(variants) { try outcome(of: $0, on: pictures, segmenter, $1) }
  }

  private func outcome(
    of variant: Variant, on pictures: Pictures, _ segmenter: Segmenter, _ report: Report
  ) throws -> Outcome {
    let (players, history) = try train(
      variant, on: pictures, iterations: run[Self.exhibitIterations], stream: "what-breaks", report)
    let outputs = players.generator.translations(
      of: pictures.testInputs, noise: run.random("what-breaks translations"))
    let last = history.column("lossD").suffix(10).map(\.value)
    let outcome = Outcome(
      variant: variant, outputs: outputs, quality: measured(outputs, of: pictures, segmenter),
      real: measured(pictures.testTargets, of: pictures, segmenter),
      lossD: last.reduce(0, +) / Double(last.count),
      accuracyD: players.accuracyD(
        inputs: pictures.testInputs, targets: pictures.testTargets, outputs: outputs))
    report.metric("\(variant.key)AccuracyRatio", outcome.accuracyRatio)
    report.metric("\(variant.key)SharpnessRatio", outcome.sharpnessRatio)
    report.metric("\(variant.key)Distance", outcome.quality.distance)
    if outcome.hasD {
      report.metric("\(variant.key)LossD", outcome.lossD)
      report.metric("\(variant.key)AccuracyD", outcome.accuracyD)
    }
    return outcome
  }

  /// Trains as the step on training does, except for what the variant changes.
  /// - Parameter stream: names the random numbers of the training, and those of the first weights.
  func train(
    _ variant: Variant, on pictures: Pictures, iterations count: Int, stream: String, _ report: Report
  ) throws -> (Players, History) {
    let players = Self.players(
      run, loss: variant.loss, hasSkips: variant.hasSkips, widerD: variant.widerD, "\(stream) networks")
    let random = run.random(stream)
    let pairs = pictures.trainCount
    let batches = Batches(
      count: pairs, size: min(run[Self.batchSize], pairs), using: random, keepPartial: false)
    let decay = LinearDecay(from: run[Self.learningRate], of: count)
    let loop = try report.loop(
      count, named: variant.name, every: Loop.interval(of: count, rows: 100),
      state: players.state() + [("random", random), ("batches", batches)])
    while let i = try loop.next() {
      let rate = decay.rate(at: i)
      players.setLearningRates(g: variant.rateG * rate, d: variant.rateD * rate)
      let (inputs, targets) = try pictures.trainingBatch(rows: batches.next())
      let (input, target) = jittered(inputs, targets, size: run[Self.size], using: random)
      let losses = players.update(input: input, target: target, random)
      try loop.log(losses)
    }
    return (players, loop.history)
  }
}

extension Players {
  /// The share of D's decisions that are right, on the patches of real pairs and of translated ones.
  func accuracyD(inputs: Tensor, targets: Tensor, outputs: Tensor) -> Double {
    func decisions(_ images: Tensor) -> [Float] {
      concatenate([inputs, images], axis: -1).inPieces(of: 8) { discriminator($0, .inference) }.scalars
    }
    let (onReal, onFake) = (decisions(targets), decisions(outputs))
    return Double(onReal.count { $0 > 0 } + onFake.count { $0 < 0 }) / Double(onReal.count + onFake.count)
  }
}
