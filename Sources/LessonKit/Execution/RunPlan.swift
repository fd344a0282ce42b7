/// Which steps to execute, decided from the command, from what the last run left and from the conditions now.
struct RunPlan: Equatable {
  /// The steps to execute, by index.
  var steps: Range<Int>
  /// Whether results and half-finished loops of the first of these steps are kept: it was interrupted.
  var resumes = false
  /// What the person should be told before it begins.
  var notes: [String] = []
  var warnings: [String] = []

  /// - Parameters:
  ///   - conditions: of this run, whose lesson has opened its data.
  ///   - exists: whether the run folder holds a file.
  init(_ requested: RequestedSteps, conditions: Conditions, exists: (String) -> Bool) {
    steps = requested.range
    guard let record = requested.record else {
      if requested.hasOtherSteps {
        notes.append("Starting afresh: the chapter's steps have changed since the interrupted run.")
      }
      return
    }
    warnings = Self.earlierStepWarnings(before: steps.lowerBound, record, conditions)
    guard let unfinished = requested.unfinished else { return }
    let earlier = steps.lowerBound..<unfinished
    let reasons =
      earlier.filter { !record.steps[$0].ran }.map { "step \(requested.stepIDs[$0]) is not done" }
      + (steps.lowerBound...unfinished).flatMap {
        conditions.differences(from: record.steps[$0].madeWith ?? record.conditions)
      }.uniqued()
      + record.steps[earlier].compactMap(\.checkpoint?.path).filter { !exists($0) }.map { "\($0) is gone" }
    guard reasons.isEmpty else {
      notes.append("Starting afresh instead of resuming: \(Wording.list(reasons)).")
      return
    }
    steps = unfinished..<steps.upperBound
    resumes = true
  }

  /// Whether every step of the run in the folder is made anew.
  /// - Parameter count: of the chapter's steps.
  func replaces(all count: Int) -> Bool { !resumes && steps == 0..<count }

  private static func earlierStepWarnings(
    before first: Int, _ record: RunRecord, _ conditions: Conditions
  ) -> [String] {
    var differing: [(differences: String, steps: [String])] = []
    for step in record.steps[..<first] {
      let differences = conditions.differences(from: step.madeWith ?? record.conditions)
      guard !differences.isEmpty else { continue }
      let text = Wording.list(differences)
      if differing.last?.differences == text {
        differing[differing.count - 1].steps.append(step.id)
      } else {
        differing.append((text, [step.id]))
      }
    }
    return differing.map {
      "\(Wording.list($0.steps)): made earlier under other conditions; now \($0.differences)."
    }
  }
}
