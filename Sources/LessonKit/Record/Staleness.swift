import DataFolders
import Foundation
import GANKit

/// Finds out why the results in a run folder are not what a run would give now.
struct Staleness {
  let record: RunRecord
  let stepIDs: [String]
  let code: CodeVersion?
  /// Where to look for data; nil looks where each run did: in the folder that `--data` named, or in the usual ones.
  let data: DataFolder?
  let folder: URL

  /// One clause each: "the library's code has changed", "train ran again since (judge)".
  var reasons: [String] {
    guard record.steps.map(\.id) == stepIDs else { return ["the chapter's steps have changed"] }
    let ran = record.steps.filter { $0.status != .notRun }
    var found: [(reason: String, steps: [String])] = []
    for step in ran {
      for reason in reasons(of: step) {
        if let index = found.firstIndex(where: { $0.reason == reason }) {
          found[index].steps.append(step.id)
        } else {
          found.append((reason, [step.id]))
        }
      }
    }
    return found.map { $0.steps.count == ran.count ? $0.reason : "\($0.reason) (\(Wording.list($0.steps)))" }
  }

  /// Why one step's results are not what a run would give now.
  func reasons(of step: StepRecord) -> [String] {
    dataChanges(step) + codeChanges(step) + missingFiles(step) + earlierSteps(step)
  }

  private func codeChanges(_ step: StepRecord) -> [String] {
    guard let code else { return [] }
    guard let made = (step.madeWith ?? record.conditions).code else {
      return ["it was made by an earlier version of this program"]
    }
    return code.changes(since: made)
  }

  private func dataChanges(_ step: StepRecord) -> [String] {
    (step.madeWith ?? record.conditions).data.sorted { $0.key < $1.key }.compactMap { name, used in
      let place =
        data ?? DataFolder(explicit: used.named.map { URL(filePath: $0, directoryHint: .isDirectory) })
      return used.change(of: name, in: place)
    }
  }

  private func missingFiles(_ step: StepRecord) -> [String] {
    let files = step.figures + step.samples + [step.checkpoint?.path].compactMap { $0 }
    let missing = files.filter { !FileManager.default.fileExists(atPath: folder.appending(path: $0).path) }
    return missing.isEmpty
      ? [] : [missing.count == 1 ? "\(missing[0]) is gone" : "\(missing.count) files are gone"]
  }

  /// Whether an earlier step has since left a different state from the one with which this step began.
  private func earlierSteps(_ step: StepRecord) -> [String] {
    guard let began = step.startedFrom,
      let maker = record.steps.prefix(while: { $0.id != step.id }).last(where: { $0.checkpoint != nil }),
      let left = maker.checkpoint?.contentHash, left != began
    else { return [] }
    return ["\(maker.id) has been run again since"]
  }
}

extension DataRecord {
  /// How the data have changed since they were recorded, in words; nil if they have not, or if that is not known.
  fileprivate func change(of name: String, in data: DataFolder) -> String? {
    let now = (try? data.find(name)) ?? nil
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
