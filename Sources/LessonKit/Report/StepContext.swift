import Foundation
import GANKit
import Synchronization

/// What one step's report and loops share while the step runs.
///
/// A part of a step that runs beside others has a context of its own, whose findings the step's takes up in the end.
final class StepContext {
  let run: Run
  let narrator: Narrator
  let folder: RunFolder
  let index: Int
  /// What the lesson's steps change and later steps need; see ``Lesson/state``.
  let lessonState: [(name: String, value: any Checkpointable)]
  let build: String
  /// Whether loops saved before their end may be resumed.
  let resumes: Bool
  /// How long a loop runs before it is saved again.
  let checkpointInterval: Duration
  var record: StepRecord
  /// A metric that was not finite: the step fails at its end.
  var divergence: Diverged?

  private let time: StepTime
  private var loops = 0
  /// Which of several parts of the step this is; nil for the step itself.
  private let part: Part?
  /// What the part's loops have logged, by what `metrics.csv` calls them.
  private var histories: [(loop: String, history: History)] = []

  init(
    run: Run, folder: RunFolder, index: Int, lessonState: [(name: String, value: any Checkpointable)],
    build: String, resumes: Bool, checkpointInterval: Duration
  ) {
    (self.run, self.folder, self.index, self.lessonState) = (run, folder, index, lessonState)
    (self.build, self.resumes, self.checkpointInterval) = (build, resumes, checkpointInterval)
    record = StepRecord(id: folder.stepIDs[index])
    (narrator, time, part) = (run.narrator, StepTime(), nil)
  }

  private init(_ part: Part, of step: StepContext, _ narrator: Narrator) {
    // A part does not change the lesson's state, and restoring it would disturb other parts that read it.
    (run, folder, index, lessonState) = (step.run, step.folder, step.index, [])
    (build, resumes, checkpointInterval) = (step.build, step.resumes, step.checkpointInterval)
    record = StepRecord(id: step.id)
    (self.narrator, time, self.part) = (narrator, step.time, part)
  }

  var id: String { record.id }

  /// How long the step has taken, to the millisecond.
  var seconds: Double { time.seconds }

  /// Does something that is no part of the step's time, such as showing a picture.
  func untimed(_ body: () -> Void) { time.pause(during: body) }

  var conditions: Conditions { run.conditions }

  /// Ends the step, or the part, if someone asked the program to stop or another part cannot go on.
  func checkInterruption() throws {
    try run.checkInterruption()
    if part?.stop.isRequested == true { throw Interrupted() }
  }

  /// Whether the progress of this context's loops is shown: of parts side by side, that of the one whose turn it is.
  var showsProgress: Bool { part.map { $0.order.isTurn(of: $0.place) } ?? true }

  /// The number of the loop that begins, from 1: it names the file in which the loop is kept. It does not depend on the
  /// order in which the parts happen to run.
  func beginLoop() -> Int {
    loops += 1
    return part.map { $0.loopsBefore + (loops - 1) * $0.count + $0.place + 1 } ?? loops
  }

  /// A loop has logged what it will log.
  func end(_ loop: String, _ history: History) {
    if part != nil { histories.append((loop, history)) }
  }

  /// Says at the end of a training how healthy it was, and records it.
  func conclude(_ health: TrainingHealth, of history: History, named name: String?) {
    let new = HealthRecord(health, of: history, named: name)
    takeUp(new)
    narrator.markdown(new.text)
  }

  private func takeUp(_ new: HealthRecord) {
    // If it is said again after a resumption, the later finding counts.
    record.health = (record.health ?? []).filter { $0.training != new.training } + [new]
  }

  /// Takes up what an interrupted run of this step had found out when the loop was saved.
  func resume(_ earlier: StepRecord) {
    takeUp(earlier)
    time.resume(after: earlier.seconds)
  }

  private func takeUp(_ other: StepRecord) {
    record.metrics.merge(other.metrics) { $1 }
    for path in other.figures where !record.figures.contains(path) { record.figures.append(path) }
    for path in other.samples where !record.samples.contains(path) { record.samples.append(path) }
    for check in other.checks where !record.checks.contains(check) {
      record.checks.removeAll { $0.description == check.description }
      record.checks.append(check)
    }
  }
}

// MARK: - Parts that run side by side

extension StepContext {
  private struct Part {
    let place: Int
    /// How many parts there are.
    let count: Int
    /// The loops of the step that had begun before.
    let loopsBefore: Int
    let stop: Stop
    let order: NarrationOrder
  }

  /// How many parts may run at a time: each needs the memory of a training.
  private var mostParts: Int { run.budget == .full ? 1 : 4 }

  /// Whether a part failed, so that the others need not go on.
  private final class Stop: Sendable {
    private let flag = Atomic<Bool>(false)
    var isRequested: Bool { flag.load(ordering: .relaxed) }
    func request() { flag.store(true, ordering: .relaxed) }
  }

  /// Performs parts of the step at the same time. What they print and find is in the end as if they had come one after
  /// the other.
  func performSideBySide<Item, Result>(
    _ items: [Item], _ body: (Item, StepContext) throws -> Result
  ) throws -> [Result] {
    require(part == nil, "Report.sideBySide: a part of a step cannot have parts of its own.")
    let order = NarrationOrder(narrator)
    let stop = Stop()
    let parts = items.indices.map { place in
      StepContext(
        Part(place: place, count: items.count, loopsBefore: loops, stop: stop, order: order), of: self,
        order.narrator(at: place))
    }
    let cause = Mutex<(any Error)?>(nil)
    defer {
      for part in parts {
        takeUp(part.record)
        part.record.health?.forEach(takeUp)
      }
      divergence = divergence ?? parts.lazy.compactMap(\.divergence).first
      loops += items.count * (parts.map(\.loops).max() ?? 0)
    }
    do {
      let results = try Concurrently.map(Array(parts.indices), most: mostParts) { place in
        do {
          let result = try body(items[place], parts[place])
          order.end(place)
          return result
        } catch {
          // The others would only say that they were stopped.
          cause.withLock { $0 = $0 ?? error }
          stop.request()
          throw error
        }
      }
      try folder.arrangeMetrics(ofStep: id, parts.flatMap(\.histories))
      return results
    } catch {
      throw cause.withLock { $0 } ?? error
    }
  }
}
