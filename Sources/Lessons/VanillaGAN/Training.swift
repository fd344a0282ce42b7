import Figures
import GANKit
import LessonKit
import ReportFigures

// The training loop, and the figures of what was learnt.

extension VanillaGANLesson {
  // snippet.train
  func train(_ report: Report) throws {
    let (count, size) = (run[Self.iterations], run[Self.batchSize])
    let random = run.random("train")
    let batches = Batches(count: digits.train.count, size: size, using: random, keepPartial: false)
    let fixedNoise = noise(10, using: run.random("fixed noise"))
    let snapshots = Snapshots(at: Snapshots.moments(9, of: count))
    let early = Snapshots(at: [count / 32, count / 16])  // of G itself
    let health = TrainingHealth(of: players)
    let loop = try report.loop(
      count, every: Loop.interval(of: count),
      state: [("random", random), ("batches", batches), ("snapshots", snapshots), ("early", early)],
      health: health)
    while let i = try loop.next() {
      if snapshots.isDue(i) { snapshots.append(average.model(fixedNoise, .inference), step: i) }
      if early.isDue(i) { early.append(players.generator(fixedNoise, .inference), step: i) }
      let real = digits.train.images.gathered(rows: batches.next())
      let losses = players.update(real: real, random)
      average.update()
      if health.isDue(i, of: count) { health.observe(players, step: i, real: real, run.random("health")) }
      try loop.log(losses)
    }
    snapshots.append(average.model(fixedNoise, .inference), step: count)
    // snippet.end
    try report.curves(
      "losses", "Losses of the two players", of: loop.history,
      [.discriminator(), .generator()],
      caption: "Trained on \(digits.source.note).")
    reportStart(loop.history, report)
    try showLag(of: snapshots, behind: early, report)
    try report.figure(
      "snapshots",
      ImageGrid(
        concatenate(snapshots.images), columns: 10,
        caption: "One column for each of ten fixed noise vectors. Drawn by the moving average of G.",
        rowLabels: snapshots.steps.map { "iteration \($0)" }))
    let fake = generate(100, "after training")
    try report.figure(
      "samples",
      ImageGrid(
        fake, columns: 10, caption: "After \(count) iterations on \(digits.source.note). Not selected."))
    let accuracy = DiscriminatorAccuracy(
      onReal: players.discriminator(digits.test.images.rows(0..<1000), .inference),
      onFake: players.discriminator(generate(1000, "accuracy"), .inference))
    report.metric("accuracyD", accuracy.overall)
  }

  /// How far the losses swing at the start of the training.
  private func reportStart(_ history: History, _ report: Report) {
    let peak = history.column("lossG").max { $0.value < $1.value }!
    let lowest = history.column("lossD").min { $0.value < $1.value }!
    report.metric("lossGPeak", peak.value)
    report.metric("lossGPeakAt", peak.step)
    report.metric("lossDLowest", lowest.value)
    report.metric("lossDLowestAt", lowest.step)
  }

  /// Early in training: what the moving average draws, and what G itself draws of the same noise.
  private func showLag(of average: Snapshots, behind early: Snapshots, _ report: Report) throws {
    var (rows, labels): ([Tensor], [String]) = ([], [])
    for (step, images) in zip(early.steps, early.images) {
      guard let index = average.steps.firstIndex(of: step) else { continue }
      rows += [average.images[index], images]
      labels += ["iteration \(step), average", "G itself"]
    }
    guard !rows.isEmpty else { return }
    try report.figure(
      "lag",
      ImageGrid(
        concatenate(rows), columns: 10,
        caption: "From the same noise vectors. The moving average lags behind G.", rowLabels: labels))
  }
}
