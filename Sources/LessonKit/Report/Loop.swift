import GANKit

/// A training loop that shows its progress, logs, and can be interrupted and resumed without changing a bit.
///
/// ```swift
/// let random = report.run.random("train")
/// let loop = try report.loop(report.run[Self.iterations], state: [("random", random)])
/// while let i = try loop.next() {
///   let losses = updatePlayers(random)
///   try loop.log(["lossD": losses.d, "lossG": losses.g])
/// }
/// ```
///
/// Whatever the body changes has to be in the lesson's `state` or in the loop's, or else a resumed run would
/// end differently. The same command resumes an interrupted run; until then the loop is kept in
/// `checkpoint/<NN>-<step>-partial<K>.safetensors`.
public final class Loop {
  public let count: Int
  /// What was logged so far, by this run and by the one that it resumes.
  public internal(set) var history = History()

  let context: StepContext
  /// The loop's number within its step, from 1.
  let ordinal: Int
  let label: String
  let extraState: [(name: String, value: any Checkpointable)]
  private let name: String?
  private let health: TrainingHealth?
  /// How many iterations are done.
  private(set) var completed = 0

  private let logInterval: Int
  private let clock = ContinuousClock()
  private var began: ContinuousClock.Instant
  private var lastSaved: ContinuousClock.Instant
  private var lastFlushed: ContinuousClock.Instant
  /// What writing the metrics took: a long table is written less often.
  private var flushCost = Duration.zero
  private var progress: ProgressLine
  private var isInIteration = false
  private var latest: [(name: String, value: Double)] = []

  init(
    _ context: StepContext, ordinal: Int, count: Int, name: String?, logInterval: Int,
    state: [(name: String, value: any Checkpointable)], health: TrainingHealth? = nil
  ) throws {
    require(count >= 0, "Report.loop: expected a count of at least 0, found \(count).")
    require(logInterval >= 1, "Report.loop: expected an interval of at least 1, found \(logInterval).")
    (self.context, self.ordinal, self.count, self.logInterval) = (context, ordinal, count, logInterval)
    (self.name, self.health) = (name, health)
    extraState = state + (health.map { [("health", $0)] } ?? [])
    label = name ?? "\(ordinal)"
    (began, lastSaved, lastFlushed) = (clock.now, clock.now, clock.now)
    let title = name.map { "\(context.id) \($0)" } ?? context.id
    progress = ProgressLine(narrator: context.narrator, label: title, count: count, start: 0)
    if context.resumes, let earlier = PartialCheckpoint.restore(self) {
      completed = earlier
      progress = ProgressLine(narrator: context.narrator, label: title, count: count, start: earlier)
      let place = completed == count ? "its end" : "iteration \(completed) of \(count)"
      context.narrator.note("Resuming \(title) at \(place).")
    }
  }

  /// The next iteration, counted from 0, or `nil` after the last one.
  /// - Throws: `Interrupted`, after saving the loop, if someone asked the program to stop; `FileError`.
  public func next() throws -> Int? {
    if isInIteration {
      completed += 1
      isInIteration = false
    }
    guard completed < count else {
      try finish()
      return nil
    }
    let now = clock.now
    do {
      try context.checkInterruption()
    } catch {
      try save()
      throw error
    }
    if now - lastSaved >= context.checkpointInterval {
      try save()
    } else if now - lastFlushed >= max(.seconds(10), flushCost * 50) {
      try flushMetrics()
    }
    tellProgress()
    isInIteration = true
    return completed
  }

  /// Logs the losses of this iteration: a row of `metrics.csv` and of `history`, and the progress line.
  /// - Throws: `Diverged` if a value is not finite.
  public func log<Value: BinaryFloatingPoint>(_ values: KeyValuePairs<String, Value>) throws {
    try log(values.map { ($0.key, Double($0.value)) })
  }

  func log(_ values: [(name: String, value: Double)]) throws {
    require(isInIteration, "Loop.log: call it between next() and the next next().")
    latest = values
    for (name, value) in latest where !value.isFinite {
      let last = history.last(name).map { (iteration: $0.step, value: $0.value) }
      try flushMetrics()
      throw Diverged(name: name, value: value, step: context.id, iteration: completed, lastFinite: last)
    }
    if completed % logInterval == 0 || completed == count - 1 {
      history.append(iteration: completed, latest)
    }
  }

  private func save() throws {
    try PartialCheckpoint.save(self)
    lastSaved = clock.now
    try flushMetrics()
  }

  private func flushMetrics() throws {
    lastFlushed = clock.now
    guard !history.rows.isEmpty else { return }
    try context.folder.keepMetrics(ofStep: context.id, loop: label, history)
    flushCost = clock.now - lastFlushed
  }

  private func tellProgress() {
    progress.update(done: completed) { latest }
    guard context.showsProgress else { return }
    context.folder.tellProgress {
      var told = RunProgress(step: context.id)
      (told.loop, told.iteration, told.count) = (label, completed, count)
      told.secondsLeft = progress.secondsLeft(done: completed)
      told.values = Dictionary(latest.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
      return told
    }
  }

  private func finish() throws {
    tellProgress()
    progress.finish()
    try flushMetrics()
    context.end(label, history)
    if let health { context.conclude(health, of: history, named: name) }
    // What follows in the step may be interrupted too: a loop that took long should not have to be repeated.
    if clock.now - began > .seconds(10) || context.checkpointInterval == .zero {
      try PartialCheckpoint.save(self)
    }
  }
}
