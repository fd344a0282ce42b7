import Foundation
import GANKit

/// Performs the planned steps of one run, one after the other, and records each.
struct StepSeries {
  let run: Run
  let lesson: any Lesson
  let steps: [Step]
  let folder: RunFolder
  let request: RunRequest
  let narrator: Narrator
  /// Print a step's text: what to read before it runs, and after it.
  let explainBefore: (_ step: Int, _ record: RunRecord) -> Void
  let explainAfter: (_ step: Int, _ record: RunRecord) -> Void
  private(set) var record: RunRecord?

  var conditions: Conditions {
    Conditions(
      budget: run.budget, seed: run.seed, threads: run.threads, settings: run.settings.values,
      data: run.dataRecords)
  }

  mutating func perform(_ plan: RunPlan, _ initial: RunRecord) throws {
    var stateFingerprint = try restoreState(before: plan.steps.lowerBound)
    record = initial
    let fresh = plan.resumes ? plan.steps.dropFirst() : plan.steps
    try folder.removeResults(ofSteps: Set(fresh.map { folder.stepIDs[$0] }))
    if !plan.resumes, let first = plan.steps.first { folder.removePartials(ofStep: first) }
    if plan.resumes, plan.steps.lowerBound > 0 {
      narrator.note("Resuming at step \(steps[plan.steps.lowerBound].id); the steps before it are done.")
    }

    for index in plan.steps {
      explainBefore(index, record ?? initial)
      let isResumed = plan.resumes && index == plan.steps.lowerBound
      try perform(index, resumes: isResumed, &stateFingerprint)
      explainAfter(index, record!)
      guard index + 1 < plan.steps.upperBound else { break }
      do {
        if request.pauses { try Pause.wait(narrator, isInterrupted: request.isInterrupted) }
        try run.checkInterruption()
      } catch {
        // The next run begins where this one stopped.
        record!.steps[index + 1].status = .interrupted
        try writeRecord()
        throw error
      }
    }
  }

  private mutating func perform(_ index: Int, resumes: Bool, _ stateFingerprint: inout UInt64) throws {
    let context = StepContext(
      run: run, folder: folder, index: index, lesson: lesson, build: record!.build, resumes: resumes,
      checkpointInterval: request.checkpointInterval)
    // Should the process be killed, the record says the truth: begun and not ended.
    context.record.status = .interrupted
    record!.steps[index] = context.record
    try writeRecord()
    do {
      try steps[index].body(Report(context))
      if let divergence = context.divergence { throw divergence }
      try saveState(after: index, &stateFingerprint)
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

  private mutating func finish(_ index: Int, _ context: StepContext) {
    context.record.seconds = context.seconds
    record!.steps[index] = context.record
    record!.data.merge(run.dataRecords) { $1 }
  }

  private mutating func writeRecord() throws {
    record!.peakMemoryBytes = max(record!.peakMemoryBytes, UInt64(Machine.peakMemoryBytes))
    record!.summarize()
    try folder.write(record!)
  }

  // MARK: - The lesson's state

  private func stateNow() -> Checkpoint {
    var checkpoint = Checkpoint()
    for (name, value) in lesson.state { value.save(to: &checkpoint, as: name) }
    return checkpoint
  }

  private func saveState(after index: Int, _ fingerprint: inout UInt64) throws {
    var checkpoint = stateNow()
    let new = checkpoint.fingerprint
    guard new != fingerprint else { return }
    fingerprint = new
    checkpoint.metadata = [
      "chapter": run.chapter, "step": steps[index].id, "budget": run.budget.rawValue, "seed": "\(run.seed)",
    ]
    try checkpoint.write(to: folder.file(folder.checkpoint(after: index)))
  }

  /// Puts the lesson into the state in which the latest earlier step that changed it left it.
  /// - Returns: the state's fingerprint.
  private func restoreState(before index: Int) throws -> UInt64 {
    let saved = (0..<index).reversed().map(folder.checkpoint).first(where: folder.exists)
    if let saved {
      let checkpoint = try Checkpoint(contentsOf: folder.file(saved))
      do {
        for (name, value) in lesson.state { try value.load(from: checkpoint, as: name) }
      } catch let error as CheckpointError where error.kind != .damaged {
        throw UsageError(
          """
          What the earlier steps saved does not fit this run's networks: \(error)
          Were they made with other settings? Run the chapter from its first step:
            \(request.command)
          """)
      }
    }
    return stateNow().fingerprint
  }
}
