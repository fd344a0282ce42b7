import Foundation

/// The run that is in a chapter's folder when another one is about to take its place.
struct FormerRun {
  private let runs: KeptRuns
  private let chapter: Chapter
  /// nil if it cannot be read.
  private let record: RunRecord?
  private let declared: [any AnySetting]

  /// What a run is called whose record cannot be read.
  static let unreadable = "unreadable"

  init(_ record: RunRecord?, in runs: KeptRuns, of chapter: Chapter, declared: [any AnySetting]) {
    (self.record, self.runs, self.chapter, self.declared) = (record, runs, chapter, declared)
  }

  /// Whether it is kept: it cannot be had again by the same command, or it was given a name that is not to be lost.
  func isKept(before conditions: Conditions, named name: String?) -> Bool {
    guard let record else { return true }
    let begun = record.steps.filter { $0.status != .notRun }
    guard !begun.isEmpty else { return false }
    if let own = record.name, own != name { return true }
    return begun.contains { ($0.madeWith ?? record.conditions).chooses(otherThan: conditions) }
  }

  /// - Parameters:
  ///   - name: of the run that begins, if it has one.
  ///   - conditions: of that run, if it takes the place of this one; nil if this one goes on or is run again in part.
  /// - Throws: `UsageError` if no run can be called so, or if another one of this chapter is.
  func checkName(_ name: String?, before conditions: Conditions?) throws {
    guard let name else { return }
    try RunName.check(name)
    let taken =
      "\(chapter.called) has a run called \(name) already, and the new one would be another. Choose another name"
    if runs.isTaken(name, in: chapter) {
      throw UsageError("\(taken), or remove that run: runs remove \(name) --chapter \(chapter.argument)")
    }
    if record?.name == name, let conditions, isKept(before: conditions, named: name) {
      throw UsageError("\(taken). That run is kept when this one takes its place.")
    }
  }

  /// Moves it where former runs are.
  /// - Returns: the name that it has there.
  /// - Throws: `FolderReplaced`, `FileError`.
  func keep(_ folder: RunFolder) throws -> String {
    let name = record.map { $0.name ?? RunName.automatic(for: $0, declared: declared) }
    let place = runs.place(for: name ?? Self.unreadable, of: chapter)
    try folder.moveAside(to: place)
    return place.lastPathComponent
  }

  /// "quick, seed 2"; for messages.
  var text: String {
    guard let record else { return "its record cannot be read" }
    let differences = record.unusualConditions(declared)
    return differences.isEmpty ? record.budget.rawValue : differences.joined(separator: ", ")
  }
}

extension Conditions {
  /// Whether somebody who had these conditions chose otherwise: another budget or seed, another value of a setting that
  /// both have, other data, other weights to start from.
  fileprivate func chooses(otherThan other: Conditions) -> Bool {
    budget != other.budget || seed != other.seed || weights != other.weights
      || settings.contains { name, value in other.settings[name].map { $0 != value } ?? false }
      || data.contains { name, used in other.data[name].map { !used.isSame(as: $0) } ?? false }
  }
}
