/// The steps of a chapter that a command asks for. If they cannot be run, that is found before data are
/// read and networks are built.
struct RequestedSteps {
  let selection: StepSelection
  let stepIDs: [String]
  /// By index.
  let range: Range<Int>
  /// What the last run left in the folder, if it had the same steps.
  let record: RunRecord?
  /// The step at which an interrupted run may go on; nil if there is none.
  let unfinished: Int?
  /// Whether a run was interrupted that cannot go on because the chapter has other steps now.
  let hasOtherSteps: Bool

  /// Whether the run in the folder may go on, or is run again in part: it is no other run then.
  var goesOn: Bool { unfinished != nil || range != stepIDs.indices }

  /// - Parameters:
  ///   - record: what the last run left in the folder.
  ///   - restart: whether an interrupted run is ignored.
  ///   - command: the command that runs the whole chapter, for messages.
  ///   - hasPartial: whether a loop of a step was saved before its end.
  /// - Throws: `UsageError` for a step that does not exist, and if steps before the selected one were never run.
  init(
    _ selection: StepSelection, of stepIDs: [String], record: RunRecord?, restart: Bool, command: String,
    hasPartial: (Int) -> Bool
  ) throws {
    (self.selection, self.stepIDs) = (selection, stepIDs)
    let range =
      switch selection {
      case .all: stepIDs.indices
      case .from(let id): try Self.index(of: id, in: stepIDs)..<stepIDs.count
      case .only(let id): try Self.index(of: id, in: stepIDs).asRange
      }
    self.range = range
    let usable = record.flatMap { $0.steps.map(\.id) == stepIDs ? $0 : nil }
    self.record = usable
    hasOtherSteps = usable == nil && record?.status == .interrupted && selection == .all
    let first = usable.flatMap { record in
      range.first { record.steps[$0].isUnfinished(hasPartial($0)) }
    }
    let isMeant =
      selection == .all || selection.description == usable?.selection || first == range.lowerBound
    unfinished = isMeant && !restart ? first : nil
    try requireEarlier(command)
  }

  /// The index of a step.
  /// - Throws: `UsageError` with the list of steps.
  static func index(of id: String, in stepIDs: [String]) throws -> Int {
    if let index = stepIDs.firstIndex(of: id) { return index }
    let near = NearMiss.question(for: id, among: stepIDs)
    throw UsageError(
      "This chapter has no step \"\(id)\".\(near) Its steps are: \(stepIDs.joined(separator: ", ")).")
  }

  /// - Parameters:
  ///   - first: the step at which the run begins. It takes over what an earlier one learnt.
  ///   - conditions: of this run.
  /// - Throws: `UsageError` if these are not the weights that the earlier step started from: they would be lost.
  func requireSameWeights(before first: Int, _ conditions: Conditions) throws {
    guard conditions.weights != nil, let record,
      let maker = record.steps[..<first].last(where: { $0.checkpoint != nil }),
      (maker.madeWith ?? record.conditions).weights != conditions.weights
    else { return }
    throw UsageError(
      """
      --weights: step \(stepIDs[first]) goes on with what step \(maker.id) learnt, and that did not start from these \
      weights. Run the whole chapter from them, without --from and --only.
      """)
  }

  private func requireEarlier(_ command: String) throws {
    let missing = stepIDs[..<range.lowerBound].indices.filter { !(record?.steps[$0].ran ?? false) }
    guard let earliest = missing.first else { return }
    let names = Wording.list(missing.map { stepIDs[$0] })
    let verb = missing.count == 1 ? "has not been run to its end" : "have not been run to their end"
    let fix = earliest == 0 ? command : "\(command) --from \(stepIDs[earliest])"
    throw UsageError(
      """
      Step \(stepIDs[range.lowerBound]) builds on the steps before it, and \(names) \(verb). Run:
        \(fix)
      """)
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
