import GANKit
import LessonKit

// Players that are trained for comparison: the chapter's own, with one thing changed about the labels.

/// What the labels of one pair of players are, and who hears them.
struct Variant {
  let name: String
  /// The beginning of its metrics' names.
  let key: String
  /// The labels of the training images, as one-hot rows `[N, 10]`.
  let labels: Tensor
  /// Whether D sees the labels; otherwise it gets zeros.
  var tellsD = true
  /// The factor on G's labels; nil for that of the run.
  var loudness: Float?

  /// The healthy players first; each of the others changes one thing about them.
  static func all(labels: Tensor, shuffled: Tensor) -> [Variant] {
    [
      Variant(name: "healthy", key: "healthy", labels: labels),
      Variant(name: "labels shuffled", key: "shuffled", labels: shuffled),
      Variant(name: "D is not told", key: "untold", labels: labels, tellsD: false),
      Variant(name: "labels too loud", key: "loud", labels: labels, loudness: 20),
      Variant(name: "loudness 1", key: "loudness1", labels: labels, loudness: 1),
      Variant(name: "loudness 5", key: "loudness5", labels: labels, loudness: 5),
    ]
  }

  /// The healthy players without any labels: neither player sees one.
  static func control(labels: Tensor) -> Variant {
    Variant(name: "no labels", key: "control", labels: labels, tellsD: false, loudness: 0)
  }
}

/// How long a variant is trained, and on which random numbers. Variants with the same plan start from the same weights
/// and see the same batches and the same noise.
struct TrainingPlan {
  let iterations: Int
  /// Of the moving average of G's weights.
  let decay: Float
  /// The streams of the first weights, and of batches, noise and dropout.
  let networks, training: String
}

/// A variant after its training.
struct TrainedVariant {
  let players: Players
  /// G with averaged weights.
  let average: Generator
  let history: History

  /// The mean of the last ten rows that were logged under this name.
  func last(_ column: String) -> Double {
    let rows = history.column(column).suffix(10).map(\.value)
    return rows.reduce(0, +) / Double(rows.count)
  }
}

extension ConditionalGANLesson {
  func train(_ variant: Variant, _ plan: TrainingPlan, _ report: Report) throws -> TrainedVariant {
    let players = Self.players(run, loudness: variant.loudness, plan.networks)
    let average = MovingAverage(
      of: players.generator,
      in: Generator(
        run[Self.networks], width: run[Self.width], loudness: players.generator.loudness,
        using: run.random("average")),
      decay: plan.decay)
    let random = run.random(plan.training)
    let batches = Batches(
      count: digits.train.count, size: run[Self.batchSize], using: random, keepPartial: false)
    let interval = Loop.interval(of: plan.iterations, rows: 100)
    let loop = try report.loop(
      plan.iterations, named: variant.name, every: interval,
      state: players.state() + [("average", average.model), ("random", random), ("batches", batches)])
    while let i = try loop.next() {
      if i % interval == 0 { try loop.log(["noiseShare": players.generator.noiseShare]) }
      let rows = batches.next()
      let labels = variant.labels.gathered(rows: rows)
      let losses = players.update(
        real: digits.train.images.gathered(rows: rows), labels: labels,
        toldD: variant.tellsD ? labels : .zeros(labels.shape), random)
      average.update()
      try loop.log(losses)
    }
    return TrainedVariant(players: players, average: average.model, history: loop.history)
  }
}
