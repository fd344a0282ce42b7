import Foundation
import GANKit

/// What one step's report and loops share while the step runs.
final class StepContext {
  let run: Run
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

  private var loops = 0
  private let clock = ContinuousClock()
  private var began: ContinuousClock.Instant
  /// Time that this step took before it was interrupted.
  private var secondsBefore = 0.0

  init(
    run: Run, folder: RunFolder, index: Int, lessonState: [(name: String, value: any Checkpointable)],
    build: String, resumes: Bool, checkpointInterval: Duration
  ) {
    (self.run, self.folder, self.index, self.lessonState) = (run, folder, index, lessonState)
    (self.build, self.resumes, self.checkpointInterval) = (build, resumes, checkpointInterval)
    record = StepRecord(id: folder.stepIDs[index])
    began = clock.now
  }

  var id: String { record.id }

  /// To the millisecond.
  var seconds: Double {
    ((secondsBefore + ProgressLine.seconds(clock.now - began)) * 1000).rounded() / 1000
  }

  /// Does something that is no part of the step's time, such as showing a picture.
  func untimed(_ body: () -> Void) {
    let start = clock.now
    body()
    began += clock.now - start
  }

  var conditions: Conditions { run.conditions }

  /// The number of the loop that begins, from 1: it names the file in which the loop is kept.
  func beginLoop() -> Int {
    loops += 1
    return loops
  }

  /// Says at the end of a training how healthy it was, and records it.
  func conclude(_ health: TrainingHealth, of history: History, named name: String?) {
    let new = HealthRecord(health, of: history, named: name)
    // If it is said again after a resumption, the later finding counts.
    record.health = (record.health ?? []).filter { $0.training != name } + [new]
    run.narrator.markdown(new.text)
  }

  /// Takes up what an interrupted run of this step had found out when the loop was saved.
  func resume(_ earlier: StepRecord) {
    record.metrics.merge(earlier.metrics) { $1 }
    for path in earlier.figures where !record.figures.contains(path) { record.figures.append(path) }
    for path in earlier.samples where !record.samples.contains(path) { record.samples.append(path) }
    for check in earlier.checks where !record.checks.contains(check) { record.checks.append(check) }
    secondsBefore = earlier.seconds
    began = clock.now
  }
}
