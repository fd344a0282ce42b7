import Foundation
import GANKit

/// A generator that a lesson trains, for use outside of the lesson: how it is built, and where a run keeps its weights.
///
/// ```swift
/// public static var generators: [TrainedGenerator] {
///   [TrainedGenerator("digits", step: "train", states: ["average"], latentSize: latentSize) { makeGenerator(using: $1) }]
/// }
/// ```
public struct TrainedGenerator: TrainedModel {
  /// As chapters name it: `<!-- explorable: latent: digits -->`.
  public let name: String
  /// The step that trains it.
  public let step: String
  /// The names that its weights may have in the lesson's state.
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
    /// How many standard normal numbers it starts from.
    public let latentSize: Int
    /// How many labels there are to choose from; nil if it takes none.
    public let classes: Int?
    /// What the one-hot label is multiplied by; 1 if there is none.
    public let loudness: Float

    public init(network: Sequential, latentSize: Int, classes: Int? = nil, loudness: Float = 1) {
      (self.network, self.latentSize, self.classes) = (network, latentSize, classes)
      self.loudness = loudness
    }

    /// The pictures `[N, H, W, C]` that it makes of noise `[N, latentSize]`, and of a label for each if it takes labels.
    public func images(from noise: Tensor, labels: [Int] = []) -> Tensor {
      guard let classes else { return network(noise, .inference) }
      require(
        labels.count == noise.shape[0] && labels.allSatisfy { (0..<classes).contains($0) },
        "images: needs a label below \(classes) for each of \(noise.shape[0]) noise vectors, found \(labels)")
      let rows = labels.flatMap { label in (0..<classes).map { $0 == label ? loudness : 0 } }
      let label = Tensor(rows, shape: [labels.count, classes])
      return network(concatenate([noise, label], axis: 1), .inference)
    }
  }

  /// The generator that a run trained.
  /// - Parameters:
  ///   - settings: what the lesson declares.
  ///   - folder: the chapter's run folder.
  /// - Throws: `ModelUnavailable` if the training was not carried out, or what it left is gone or is damaged;
  ///   `UsageError` or `CheckpointError` if it is of a network that the lesson no longer builds.
  public func load(
    from record: RunRecord, settings: [any AnySetting], folder: URL
  ) throws -> Loaded {
    let saved = try saved(by: record, settings: settings, folder: folder)
    let network = build(saved.settings, Random(seed: 0))
    try network.load(from: saved.checkpoint, as: saved.state)
    return Loaded(
      network: network, latentSize: latentSize, classes: label?.classes,
      loudness: label?.loudness(saved.settings) ?? 1)
  }
}
