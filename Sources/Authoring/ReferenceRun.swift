import Files
import Foundation
import LessonKit

/// A finished run from which a chapter may take its numbers and figures.
public struct ReferenceRun {
  let record: RunRecord
  /// The run's folder.
  let folder: URL

  /// The seed of the book's runs.
  static let seed: UInt64 = 1

  /// - Parameters:
  ///   - settings: what the chapter's lesson declares.
  ///   - code: the code as it is now.
  ///   - program: how this program is called, for messages.
  /// - Throws: `UsageError` with everything for which the run is not what the command `run CHAPTER` would make now.
  public init(
    of chapter: Chapter, settings: [any AnySetting], code: CodeVersion?, in folder: URL,
    program: String = "lesson-runner"
  ) throws {
    let make = "Make one: \(program) \(chapter.runWords) --restart"
    let file = folder.appending(path: "run.json")
    let found: RunRecord?
    do { found = try RunRecord.read(file) } catch {
      throw UsageError("\(error) \(make)")
    }
    guard let found else {
      throw UsageError(
        """
        There is no run of \(chapter.calledWithin): \(file.relativePath) does not exist. \(make)
        Where the run lies elsewhere, name its folder: --from DIR/\(chapter.outputFolder(in: folder).lastPathComponent)
        """)
    }
    let reasons = try Self.reasons(against: found, of: chapter, settings, code, folder)
    guard reasons.isEmpty else {
      throw UsageError(
        """
        The run in \(folder.relativePath) cannot be the reference run of \(chapter.calledWithin):
        \(reasons.map { "  - \($0)" }.joined(separator: "\n"))
        Nothing was changed. \(make)
        """)
    }
    (record, self.folder) = (found, folder)
  }

  private static func reasons(
    against run: RunRecord, of chapter: Chapter, _ declared: [any AnySetting], _ code: CodeVersion?,
    _ folder: URL
  ) throws -> [String] {
    guard run.chapter == chapter.slug else { return ["it is a run of \(run.chapter)"] }
    let state = ChapterState(
      run, stepIDs: chapter.steps.map(\.id), settings: declared, code: code, data: nil, folder: folder)
    return unfinished(run) + state.reasons
      + state.parts.map { "its parts were made under different conditions: \($0)" }
      + (try conditions(run, declared)) + data(run, chapter)
  }

  private static func unfinished(_ run: RunRecord) -> [String] {
    run.steps.filter { $0.status != .done }.map { step in
      let failed = step.checks.filter { !$0.passed }.map(\.description)
      switch step.status {
      case .failed where !failed.isEmpty: return "\(step.id) failed a check: \(Wording.list(failed))"
      case .failed: return "\(step.id) ended with an error"
      case .interrupted: return "\(step.id) was interrupted"
      case .notRun, .done: return "\(step.id) was not run"
      }
    }
  }

  private static func conditions(_ run: RunRecord, _ declared: [any AnySetting]) throws -> [String] {
    guard run.budget == .standard else {
      return ["its budget is \(run.budget), the book's runs are of standard budget"]
    }
    var list = run.seed == seed ? [] : ["its seed is \(run.seed), the book's runs have seed \(seed)"]
    if run.weights != nil { list.append("its networks started from the weights of a file") }
    let defaults = try Settings(declared, budget: .standard).scalars
    for name in Set(defaults.keys).union(run.settings.keys).sorted()
    where run.settings[name] != defaults[name] {
      let (used, usual) = (run.settings[name], defaults[name])
      list.append(
        "its \(name) is \(used.map { "\($0)" } ?? "missing"), the lesson's \(usual.map { "\($0)" } ?? "gone")"
      )
    }
    return list
  }

  /// What differs from the data sets that the chapter's front matter lists.
  private static func data(_ run: RunRecord, _ chapter: Chapter) -> [String] {
    let listed = chapter.frontMatter.data
    return run.data.sorted { $0.key < $1.key }.compactMap { name, used in
      // `sr` stands for `sr/BSD300` too.
      let isListed = listed.contains { name == $0 || name.hasPrefix($0 + "/") }
      if used.source == "files" {
        if let folder = used.named {
          return
            "its \(name) was chosen with --data \(folder): the book's runs find theirs in data/ or $GANKIT_DATA"
        }
        return isListed ? nil : "it used \(used.note), and the chapter lists no data set \(name)"
      }
      return isListed && used.isChosen != true
        ? "it used \(used.note), and the chapter lists the data set \(name)" : nil
    }
  }
}
