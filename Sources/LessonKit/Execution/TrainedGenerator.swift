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
  /// The label behind them, if it takes one.
  public let label: GeneratorLabel?
  private let build: @Sendable (Settings, Random) -> Sequential

  /// - Parameter build: makes the network, with any weights, for the settings of a run.
  public init(
    _ name: String, step: String, states: [String], latentSize: Int, label: GeneratorLabel? = nil,
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
    /// The label behind them, if it takes one.
    public let label: GeneratorLabel?
    /// What the label is multiplied by; 1 if there is none.
    public let loudness: Float

    public init(network: Sequential, latentSize: Int, label: GeneratorLabel? = nil, loudness: Float = 1) {
      (self.network, self.latentSize, self.label) = (network, latentSize, label)
      self.loudness = loudness
    }

    /// The pictures `[N, H, W, C]` that it makes of noise `[N, latentSize]`.
    ///
    /// - Parameter choices: if it takes labels, the category of each attribute for each of the N pictures.
    public func images(from noise: Tensor, labels choices: [[Int]] = []) -> Tensor {
      guard let label else { return network(noise, .inference) }
      require(
        choices.count == noise.shape[0],
        "images: needs a label for each of \(noise.shape[0]) noise vectors, found \(choices.count)")
      let labels = loudness * Tensor.labels(choices, of: label.attributes)
      return network(concatenate([noise, labels], axis: 1), .inference)
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
      network: network, latentSize: latentSize, label: label,
      loudness: label?.loudness(saved.settings) ?? 1)
  }
}
