import Figures
import GANKit
import LessonKit
import ReportFigures

// The training loop. All that is new is one argument: the labels.

extension ConditionalGANLesson {
  // snippet.train
  func train(_ report: Report) throws {
    let (count, size) = (run[Self.iterations], run[Self.batchSize])
    let random = run.random("train")
    let batches = Batches(count: digits.train.count, size: size, using: random, keepPartial: false)
    let labels = Tensor.oneHot(digits.train.labels, classes: 10)
    let fixedNoise = noise(100, using: run.random("fixed noise"))
    let snapshots = Snapshots(at: Snapshots.moments(6, of: count))
    let health = TrainingHealth(of: players)
    let loop = try report.loop(
      count, every: Loop.interval(of: count),
      state: [("random", random), ("batches", batches), ("snapshots", snapshots)], health: health)
    while let i = try loop.next() {
      if snapshots.isDue(i) { snapshots.append(rowsOfDigits(from: fixedNoise), step: i) }
      let rows = batches.next()
      let (real, asked) = (digits.train.images.gathered(rows: rows), labels.gathered(rows: rows))
      let losses = players.update(real: real, labels: asked, random)
      average.update()
      if health.isDue(i, of: count) {
        health.observe(players, step: i, real: real, labels: asked, run.random("health"))
      }
      try loop.log(losses)
    }
    snapshots.append(rowsOfDigits(from: fixedNoise), step: count)
    // snippet.end
    try report.curves(
      "losses", "Losses of the two players", of: loop.history,
      [.discriminator(), .generator()], caption: "Trained on \(digits.source.note).")
    try show(snapshots, report)
  }

  /// A hundred images: ten zeros, ten ones, and so on.
  private func rowsOfDigits(from z: Tensor) -> Tensor {
    average.model.draw((0..<100).map { $0 / 10 }, from: z)
  }

  private func show(_ snapshots: Snapshots, _ report: Report) throws {
    // One column of the grid: each digit once.
    let column = (0..<10).map { 10 * $0 }
    try report.figure(
      "snapshots",
      ImageGrid(
        concatenate(snapshots.images.map { $0.gathered(rows: column) }), columns: 10,
        caption: "The same ten noise vectors and labels at each moment, drawn by the moving average of G.",
        rowLabels: snapshots.steps.map { "iteration \($0)" }, columnLabels: (0..<10).map(String.init)))
    try report.figure(
      "samples",
      ImageGrid(
        snapshots.images[snapshots.images.count - 1], columns: 10,
        caption:
          "After \(run[Self.iterations]) iterations on \(digits.source.note): one row for each label. None was selected.",
        rowLabels: (0..<10).map(String.init)))
    try report.figure(
      "rows", Animation(snapshots, columns: 10, scale: 2, title: "A row for each label"),
      caption: "(moves in a browser)")
  }
}
