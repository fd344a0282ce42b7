import Foundation
import GANKit

/// A model that a lesson trains, for use outside of the lesson: where a run keeps its weights.
public protocol TrainedModel: Sendable {
  /// What it is called within its lesson.
  var name: String { get }
  /// The step that trains it.
  var step: String { get }
  /// The names that its weights may have in the lesson's state, such as "average" or "average.network": the
  /// first of them that is there counts.
  var states: [String] { get }
}

extension TrainedModel {
  /// Where a run keeps the weights: the state that the latest step since the training left; nil if the
  /// training was not carried out to its end.
  public func checkpoint(of record: RunRecord) -> CheckpointRecord? {
    guard let index = record.steps.firstIndex(where: { $0.id == step }), record.steps[index].ran else {
      return nil
    }
    // A later step that was interrupted may have left nothing; one that ran left its state only if it changed
    // it.
    return record.steps[index...].last { $0.ran && $0.checkpoint != nil }?.checkpoint
  }

  /// What a run left of the model, and the settings that it was trained with.
  /// - Throws: as `load` of the models.
  func saved(
    by record: RunRecord, settings declared: [any AnySetting], folder: URL
  ) throws -> (settings: Settings, checkpoint: Checkpoint, state: String) {
    guard let saved = checkpoint(of: record), let trained = record.steps.first(where: { $0.id == step })
    else {
      throw ModelUnavailable(reason: "step \(step) was not carried out")
    }
    let conditions = trained.madeWith ?? record.conditions
    let settings = try Settings(
      declared, budget: conditions.budget,
      overrides: conditions.settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
    let checkpoint = try Checkpoint(contentsOf: folder.appending(path: saved.path))
    guard checkpoint.contentHash.description == saved.contentHash else {
      throw ModelUnavailable(reason: "\(saved.path) is not the state that step \(step) left")
    }
    let names = checkpoint.names
    guard let state = states.first(where: { state in names.contains { $0.hasPrefix("\(state).") } }) else {
      throw ModelUnavailable(reason: "\(saved.path) does not hold it")
    }
    for name in names where name.hasPrefix("\(state).") {
      guard let values = checkpoint[tensor: name],
        !values.withScalars({ $0.allSatisfy(\.isFinite) })
      else { continue }
      throw ModelUnavailable(
        reason: "its training diverged: \"\(name)\" holds numbers that are not finite (NaN or infinite)")
    }
    return (settings, checkpoint, state)
  }
}

/// A run has no such model to load.
public struct ModelUnavailable: Error, CustomStringConvertible {
  let reason: String

  public var description: String { reason }
}
