import Foundation
import GANKit
import Synchronization

/// Performs the planned steps of one run, one after the other, and records each.
final class StepSeries {
  let run: Run
  let lesson: any Lesson
  let folder: RunFolder
  let request: RunRequest
  let narrator: Narrator
  /// Print a step's text: what to read before it runs, with its questions, and after it.
  let explainBefore: (_ step: Int, _ record: RunRecord) throws -> Void
  let explainAfter: (_ step: Int, _ record: RunRecord) -> Void
  /// The run in the folder, if it is to be kept elsewhere before this one begins.
  var former: FormerRun?
  /// What the networks started from, to be kept in the folder if it was in it and has to make room.
  var keptWeights: Checkpoint?
  private(set) var record: RunRecord?

  init(
    run: Run, lesson: any Lesson, folder: RunFolder, request: RunRequest, narrator: Narrator,
    explainBefore: @escaping (_ step: Int, _ record: RunRecord) throws -> Void,
    explainAfter: @escaping (_ step: Int, _ record: RunRecord) -> Void
  ) {
    (self.run, self.lesson, self.folder) = (run, lesson, folder)
    (self.request, self.narrator) = (request, narrator)
    (self.explainBefore, self.explainAfter) = (explainBefore, explainAfter)
  }

  func perform(_ plan: RunPlan, _ initial: RunRecord) throws {
    let states = LessonStates(lesson: lesson, folder: folder, command: request.command)
    var state = try states.restore(before: plan.steps.lowerBound, of: initial)
    if plan.resumes, plan.steps.lowerBound > 0 {
      narrator.note(
        "Resuming at step \(folder.stepIDs[plan.steps.lowerBound]); the steps before it are done.")
    }
    for index in plan.steps {
      let isFirst = index == plan.steps.lowerBound
      do {
        try explainBefore(index, record ?? initial)
        // Between the question and the answer.
        if request.pauses { try Pause.wait(narrator, isInterrupted: request.isInterrupted) }
        try run.checkInterruption()
      } catch {
        // The next run begins where this one stopped. Before the first step nothing has changed yet.
        if !isFirst {
          record!.steps[index].status = .interrupted
          try writeRecord()
        }
        throw Interrupted(before: folder.stepIDs[index])
      }
      if isFirst { try begin(plan, initial) }
      try perform(index, resumes: plan.resumes && isFirst, states, &state)
      explainAfter(index, record!)
    }
  }

  /// Removes what the following steps are about to make again.
  private func begin(_ plan: RunPlan, _ initial: RunRecord) throws {
    if let former { try keep(former) }
    record = initial
    let fresh = plan.resumes ? plan.steps.dropFirst() : plan.steps
    try folder.removeResults(ofSteps: Set(fresh.map { folder.stepIDs[$0] }))
    if !plan.resumes, let first = plan.steps.first { folder.removePartials(ofStep: first) }
    if plan.replaces(all: folder.stepIDs.count) { folder.remove(RunFolder.startingWeights) }
    if let keptWeights { try keptWeights.write(to: folder.place(RunFolder.startingWeights)) }
  }

  /// Held while a run is kept and older ones are removed to make room, because another chapter may be doing the same.
  private static let keeping = Mutex(())

  private func keep(_ former: FormerRun) throws {
    let (name, dropped) = try Self.keeping.withLock { _ in
      (try former.keep(folder), KeptRuns(output: request.output).trim(to: request.runsLimit))
    }
    narrator.note("The former run (\(former.text)) is kept as \(name).")
    guard !dropped.isEmpty else { return }
    let list = dropped.map { $0.isPart ? "the checkpoints of \($0.run)" : $0.run }
    narrator.tell(
      "Former runs took more than \(Wording.bytes(request.runsLimit)) of the disk. Removed: \(Wording.list(list))."
    )
  }

  /// - Parameter state: the content hash of the lesson's state before the step, and then after it.
  private func perform(_ index: Int, resumes: Bool, _ states: LessonStates, _ state: inout String) throws {
    let context = StepContext(
      run: run, folder: folder, index: index, lessonState: lesson.state, build: record!.build,
      resumes: resumes,
      checkpointInterval: request.checkpointInterval)
    // Should the process be killed, the record says the truth: begun and not ended.
    context.record.status = .interrupted
    context.record.startedFrom = state
    record!.steps[index] = context.record
    try writeRecord()
    folder.progress.write(RunProgress(step: context.id))
    do {
      try LessonFailure.recorded(by: { [self] in record($0, in: context) }) {
        try lesson.perform(step: index, Report(context))
      }
      if let divergence = context.divergence { throw divergence }
      context.record.checkpoint = try states.save(
        after: index, changedFrom: &state,
        metadata: run.metadata(ofStep: folder.stepIDs[index]))
      context.record.status = context.record.checks.allSatisfy(\.passed) ? .done : .failed
    } catch {
      narrator.clearProgress()
      if !(error is Interrupted) {
        context.record.status = .failed
        context.record.error = "\(error)"
      }
      // What diverged would diverge again from where it was saved.
      if error is Diverged { folder.removePartials(ofStep: index) }
      finish(index, context)
      // The error that ended the step is worth more than one that follows from it.
      try? writeRecord()
      throw error
    }
    finish(index, context)
    folder.removePartials(ofStep: index)
    folder.removeUnlisted(context.record)
    try writeRecord()
  }

  /// The process is about to end because the lesson's code asked for something that cannot be computed.
  private func record(_ failure: RequirementFailure, in context: StepContext) {
    narrator.clearProgress()
    context.record.status = .failed
    context.record.error = "\(failure)"
    folder.removePartials(ofStep: context.index)
    finish(context.index, context)
    try? writeRecord()
    let place = "Step \(context.id)"
    let explanation = LessonFailure.explanation(failure, place: place, command: request.command)
    narrator.lastError(explanation)
    request.reportFailure(record, explanation)
  }

  private func finish(_ index: Int, _ context: StepContext) {
    context.record.seconds = context.seconds
    record!.steps[index] = context.record
    record!.data.merge(run.dataRecords) { $1 }
  }

  private func writeRecord() throws {
    record!.peakMemoryBytes = max(record!.peakMemoryBytes, UInt64(Machine.peakMemoryBytes))
    record!.summarize()
    try folder.write(record!)
  }
}
