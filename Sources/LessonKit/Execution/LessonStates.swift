import Foundation
import GANKit

/// Saves the lesson's state after each step that changed it, and restores it for a run that begins later.
struct LessonStates {
  let lesson: any Lesson
  let folder: RunFolder
  /// The command that runs the whole chapter, for messages.
  let command: String

  private func stateNow() -> Checkpoint {
    var checkpoint = Checkpoint()
    for (name, value) in lesson.state { value.save(to: &checkpoint, as: name) }
    return checkpoint
  }

  /// Saves the state if the step changed it.
  /// - Parameter hash: the content hash of the state before the step, and then after it.
  /// - Returns: what was saved, for the step's record; nil if nothing changed.
  func save(
    after index: Int, changedFrom hash: inout String, metadata: [String: String]
  ) throws -> CheckpointRecord? {
    var checkpoint = stateNow()
    let new = checkpoint.contentHash.description
    guard new != hash else { return nil }
    hash = new
    checkpoint.metadata = metadata
    let path = folder.checkpoint(after: index)
    try checkpoint.write(to: folder.place(path))
    return CheckpointRecord(path: path, contentHash: new)
  }

  /// Puts the lesson into the state in which the latest earlier step that changed it left it.
  /// - Returns: the content hash of the state.
  /// - Throws: `StateUnavailable` if that state is gone or is not the one that the step left, `UsageError` if it is of
  ///   other networks.
  func restore(before index: Int, of record: RunRecord) throws -> String {
    guard let (maker, saved) = lastSaved(before: index, of: record) else {
      return stateNow().contentHash.description
    }
    let step = record.steps[maker].id
    // With --restart: otherwise an interrupted run would go on at the step that needs this very state.
    let again = (maker == 0 ? command : "\(command) --from \(step)") + " --restart"
    guard folder.exists(saved.path) else {
      throw StateUnavailable(
        step: step, file: folder.file(saved.path), reason: "is not there any more", command: again)
    }
    let checkpoint: Checkpoint
    do {
      checkpoint = try Checkpoint(contentsOf: folder.file(saved.path))
    } catch let error as CheckpointError where error.kind == .damaged {
      throw StateUnavailable(step: step, file: folder.file(saved.path), reason: "is damaged", command: again)
    }
    if let expected = saved.contentHash, checkpoint.contentHash.description != expected {
      throw StateUnavailable(
        step: step, file: folder.file(saved.path), reason: "is not the one that the step left", command: again
      )
    }
    do {
      for (name, value) in lesson.state { try value.load(from: checkpoint, as: name) }
    } catch let error as CheckpointError {
      throw UsageError(
        """
        What the earlier steps saved does not fit this run's networks: \(error)
        Were they made with other settings or other code? Run the chapter from its first step:
          \(command) --restart
        """)
    }
    return stateNow().contentHash.description
  }

  /// The latest earlier step that left a state, and where. Records of earlier versions do not say: there the files do.
  private func lastSaved(
    before index: Int, of record: RunRecord
  ) -> (step: Int, saved: (path: String, contentHash: String?))? {
    for step in (0..<index).reversed() {
      if let saved = record.steps[step].checkpoint { return (step, (saved.path, saved.contentHash)) }
      let path = folder.checkpoint(after: step)
      if record.steps[step].startedFrom == nil, folder.exists(path) { return (step, (path, nil)) }
    }
    return nil
  }
}

/// The state that an earlier step left cannot be used. Exit code 3.
public struct StateUnavailable: Error, CustomStringConvertible {
  let step: String
  let file: URL
  let reason: String
  let command: String

  public var description: String {
    """
    \(file.relativePath), which holds what step \(step) learnt, \(reason). Nothing was changed. Make it again:
      \(command)
    """
  }
}
