import GANKit

/// Which steps of a chapter a command asks for.
public enum StepSelection: Equatable, Sendable, CustomStringConvertible {
  case all
  case from(String)
  case only(String)

  /// As it is typed.
  public var description: String {
    switch self {
    case .all: "all"
    case .from(let id): "--from \(id)"
    case .only(let id): "--only \(id)"
    }
  }
}

/// Which steps to execute, decided from the command and from what the last run left.
struct RunPlan: Equatable {
  /// The steps to execute, by index.
  var steps: Range<Int>
  /// Whether results and half-finished loops of the first of these steps are kept: it was interrupted.
  var resumes = false
  /// What the person should be told before it begins.
  var notes: [String] = []
  var warnings: [String] = []

  /// - Parameters:
  ///   - record: what the last run left in the folder.
  ///   - command: the command that runs the whole chapter, for messages.
  ///   - exists: whether the run folder holds a file.
  ///   - hasPartial: whether a loop of a step was saved before its end.
  /// - Throws: `UsageError` if steps before the selected one were never run.
  static func make(
    _ selection: StepSelection, stepIDs: [String], record: RunRecord?, conditions: Conditions,
    restart: Bool, command: String, exists: (String) -> Bool, hasPartial: (Int) -> Bool
  ) throws -> RunPlan {
    let requested: Range<Int>
    switch selection {
    case .all: requested = stepIDs.indices
    case .from(let id): requested = try index(of: id, in: stepIDs)..<stepIDs.count
    case .only(let id): requested = try index(of: id, in: stepIDs).asRange
    }
    var plan = RunPlan(steps: requested)
    guard let record, record.steps.map(\.id) == stepIDs else {
      if let record, record.status == .interrupted, selection == .all {
        plan.notes.append("Starting afresh: the chapter's steps have changed since the interrupted run.")
      }
      try requireEarlier(requested.lowerBound, stepIDs, nil, command)
      return plan
    }
    try requireEarlier(requested.lowerBound, stepIDs, record, command)
    plan.warnings = earlierStepWarnings(before: requested.lowerBound, record, conditions)

    guard let unfinished = requested.first(where: { record.steps[$0].isUnfinished(hasPartial($0)) }),
      selection == .all || selection.description == record.selection || unfinished == requested.lowerBound
    else { return plan }
    if restart { return plan }
    let earlier = requested.lowerBound..<unfinished
    let reasons =
      earlier.filter { !record.steps[$0].ran }.map { "step \(stepIDs[$0]) is not done" }
      + (requested.lowerBound...unfinished).flatMap {
        conditions.differences(from: record.steps[$0].madeWith ?? record.conditions)
      }.uniqued()
      + record.steps[earlier].compactMap(\.checkpoint?.path).filter { !exists($0) }.map { "\($0) is gone" }
    guard reasons.isEmpty else {
      plan.notes.append("Starting afresh instead of resuming: \(Wording.list(reasons)).")
      return plan
    }
    plan.steps = unfinished..<requested.upperBound
    plan.resumes = true
    return plan
  }

  /// The index of a step.
  /// - Throws: `UsageError` with the steps that there are.
  static func index(of id: String, in stepIDs: [String]) throws -> Int {
    if let index = stepIDs.firstIndex(of: id) { return index }
    let near = NearMiss.question(for: id, among: stepIDs)
    throw UsageError(
      "This chapter has no step \"\(id)\".\(near) Its steps are: \(stepIDs.joined(separator: ", ")).")
  }

  private static func requireEarlier(
    _ first: Int, _ stepIDs: [String], _ record: RunRecord?, _ command: String
  ) throws {
    let missing = stepIDs[..<first].indices.filter { !(record?.steps[$0].ran ?? false) }
    guard let earliest = missing.first else { return }
    let names = Wording.list(missing.map { stepIDs[$0] })
    let verb = missing.count == 1 ? "has not been run to its end" : "have not been run to their end"
    let fix = earliest == 0 ? command : "\(command) --from \(stepIDs[earliest])"
    throw UsageError(
      """
      Step \(stepIDs[first]) builds on the steps before it, and \(names) \(verb). Run:
        \(fix)
      """)
  }

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

extension StepRecord {
  /// Whether a run ended within this step in such a way that it can go on: it was interrupted, or an error
  /// such as a full disk ended it after a loop had been saved.
  fileprivate func isUnfinished(_ hasPartial: Bool) -> Bool {
    status == .interrupted || (status == .failed && error != nil && hasPartial)
  }
}

extension Int {
  fileprivate var asRange: Range<Int> { self..<self + 1 }
}

extension Array where Element: Hashable {
  fileprivate func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
