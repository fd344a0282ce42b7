import Foundation
import GANKit

/// Finds out why the results in a run folder are not what a run would give now.
struct Staleness {
  let record: RunRecord
  let stepIDs: [String]
  let code: CodeVersion?
  let data: DataFolder
  let folder: URL

  /// One sentence part each: "the library's code has changed", "train ran again since (judge)".
  var reasons: [String] {
    guard record.steps.map(\.id) == stepIDs else { return ["the chapter's steps have changed"] }
    let ran = record.steps.filter { $0.status != .notRun }
    var found: [(reason: String, steps: [String])] = []
    for step in ran {
      for reason in codeChanges(step) + missingFiles(step) + earlierSteps(step) {
        if let index = found.firstIndex(where: { $0.reason == reason }) {
          found[index].steps.append(step.id)
        } else {
          found.append((reason, [step.id]))
        }
      }
    }
    return dataChanges
      + found.map { $0.steps.count == ran.count ? $0.reason : "\($0.reason) (\(Wording.list($0.steps)))" }
  }

  private func codeChanges(_ step: StepRecord) -> [String] {
    guard let code, let made = (step.madeWith ?? record.conditions).code else { return [] }
    return code.changes(since: made)
  }

  private var dataChanges: [String] {
    record.data.sorted { $0.key < $1.key }.compactMap { $1.change(of: $0, in: data) }
  }

  private func missingFiles(_ step: StepRecord) -> [String] {
    let files = step.figures + step.samples + [step.checkpoint?.path].compactMap { $0 }
    let missing = files.filter { !FileManager.default.fileExists(atPath: folder.appending(path: $0).path) }
    return missing.isEmpty
      ? [] : [missing.count == 1 ? "\(missing[0]) is gone" : "\(missing.count) files are gone"]
  }

  /// Whether an earlier step left another state since than the one with which this step began.
  private func earlierSteps(_ step: StepRecord) -> [String] {
    guard let began = step.startedFrom,
      let maker = record.steps.prefix(while: { $0.id != step.id }).last(where: { $0.checkpoint != nil }),
      let left = maker.checkpoint?.contentHash, left != began
    else { return [] }
    return ["\(maker.id) has been run again since"]
  }
}

extension DataRecord {
  /// What has changed of the data since they were recorded, in words; nil if nothing has, or if it is not known.
  fileprivate func change(of name: String, in data: DataFolder) -> String? {
    let now = (isNamed == true ? folder.map { URL(filePath: $0) } : nil) ?? ((try? data.find(name)) ?? nil)
    switch source {
    case "files":
      guard let fingerprint else { return nil }
      guard let now, FileManager.default.fileExists(atPath: now.path) else {
        return "the data set \(name) is not there any more"
      }
      return DataSource.files(now).fingerprint == fingerprint
        ? nil : "the files of the data set \(name) have changed"
    default:
      return isChosen != true && now != nil
        ? "the data set \(name) is now available (the run used a drawn stand-in)" : nil
    }
  }
}
