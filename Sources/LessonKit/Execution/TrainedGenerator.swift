import Foundation
import GANKit

/// A generator that a lesson trains, for use outside of the lesson: how it is built, and where a run keeps its weights.
///
/// ```swift
/// public static var generators: [TrainedGenerator] {
///   [TrainedGenerator("digits", step: "train", states: ["average"], latentSize: latentSize) { makeGenerator(using: $1) }]
/// }
/// ```
public struct TrainedGenerator: Sendable {
  /// As chapters name it: `<!-- explorable: latent: digits -->`.
  public let name: String
  /// The step that trains it.
  public let step: String
  /// The names that its weights may have in the lesson's state, such as "average" or "average.network": the first of them
  /// that is there counts.
  public let states: [String]
  /// How many standard normal numbers it starts from.
  public let latentSize: Int
  /// The one-hot label behind them, if it takes one.
  public let label: Label?
  private let build: @Sendable (Settings, Random) -> Sequential

  /// A label as an input of the network, right after the noise.
  public struct Label: Sendable {
    public let classes: Int
    /// What the one-hot label is multiplied by.
    public let loudness: @Sendable (Settings) -> Float

    public init(classes: Int, loudness: @escaping @Sendable (Settings) -> Float = { _ in 1 }) {
      (self.classes, self.loudness) = (classes, loudness)
    }
  }

  /// - Parameter build: makes the network, with any weights, for the settings of a run.
  public init(
    _ name: String, step: String, states: [String], latentSize: Int, label: Label? = nil,
    build: @escaping @Sendable (Settings, Random) -> Sequential
  ) {
    (self.name, self.step, self.states) = (name, step, states)
    (self.latentSize, self.label, self.build) = (latentSize, label, build)
  }

  /// A generator with the weights that a run left.
  public struct Loaded {
    public let network: Sequential
    /// What the one-hot label is multiplied by; 1 if there is none.
    public let loudness: Float
  }

  /// Where a run keeps the weights: the state that the latest step since the training left; nil if the training was not
  /// carried out to its end.
  public func checkpoint(of record: RunRecord) -> CheckpointRecord? {
    guard let index = record.steps.firstIndex(where: { $0.id == step }), record.steps[index].ran else {
      return nil
    }
    // A later step that was interrupted may have left nothing; one that ran left its state only if it changed it.
    return record.steps[index...].last { $0.ran && $0.checkpoint != nil }?.checkpoint
  }

  /// The generator that a run trained.
  /// - Parameters:
  ///   - settings: what the lesson declares.
  ///   - folder: the chapter's run folder.
  /// - Throws: `GeneratorUnavailable` if the training was not carried out, or what it left is gone or is damaged;
  ///   `UsageError` or `CheckpointError` if it is of a network that the lesson no longer builds.
  public func load(
    from record: RunRecord, settings declared: [any AnySetting], folder: URL
  ) throws -> Loaded {
    guard let saved = checkpoint(of: record), let trained = record.steps.first(where: { $0.id == step })
    else {
      throw GeneratorUnavailable(reason: "step \(step) was not carried out")
    }
    let conditions = trained.madeWith ?? record.conditions
    let settings = try Settings(
      declared, budget: conditions.budget,
      overrides: conditions.settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
    let checkpoint = try Checkpoint(contentsOf: folder.appending(path: saved.path))
    guard checkpoint.contentHash.description == saved.contentHash else {
      throw GeneratorUnavailable(reason: "\(saved.path) is not the state that step \(step) left")
    }
    let network = build(settings, Random(seed: 0))
    let names = checkpoint.names
    guard let state = states.first(where: { state in names.contains { $0.hasPrefix("\(state).") } }) else {
      throw GeneratorUnavailable(reason: "\(saved.path) does not hold it")
    }
    try network.load(from: checkpoint, as: state)
    return Loaded(network: network, loudness: label?.loudness(settings) ?? 1)
  }
}

/// A run has no generator to load.
public struct GeneratorUnavailable: Error, CustomStringConvertible {
  let reason: String

  public var description: String { reason }
}
