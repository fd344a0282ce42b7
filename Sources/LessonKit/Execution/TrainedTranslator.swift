import Foundation
import GANKit

/// A network from pictures to pictures that a lesson trains, for use outside of the lesson: how it is built, and where a
/// run keeps its weights.
///
/// ```swift
/// public static var translators: [TrainedTranslator] {
///   [TrainedTranslator("a-to-b", step: "train", states: ["players.g"], side: { $0[size] }) { generator($0, using: $1) }]
/// }
/// ```
public struct TrainedTranslator: TrainedModel {
  /// What tells it from the lesson's other translators, such as "a-to-b".
  public let name: String
  /// The step that trains it.
  public let step: String
  /// The names that its weights may have in the lesson's state.
  public let states: [String]
  /// Whether dropout goes on after training, as the only noise that the network has.
  public let hasNoise: Bool
  private let side: @Sendable (Settings) -> Int?
  private let build: @Sendable (Settings, Random) -> any Layer

  /// - Parameters:
  ///   - name: what tells it from the lesson's other translators.
  ///   - step: the step that trains it.
  ///   - states: the names that its weights may have in the lesson's state.
  ///   - hasNoise: whether dropout goes on after training.
  ///   - side: the shorter side of the pictures that it was trained on, in pixels; nil if it takes pictures of any
  ///     scale.
  ///   - build: makes the network, with any weights, for the settings of a run: `[N, H, W, 3]` in [-1, 1] in and out.
  public init(
    _ name: String, step: String, states: [String], hasNoise: Bool = false,
    side: @escaping @Sendable (Settings) -> Int? = { _ in nil },
    build: @escaping @Sendable (Settings, Random) -> any Layer
  ) {
    (self.name, self.step, self.states, self.hasNoise) = (name, step, states, hasNoise)
    (self.side, self.build) = (side, build)
  }

  /// A network with the weights that a run left.
  public struct Loaded {
    public let network: any Layer
    /// The shorter side of the pictures that it was trained on; nil if it takes pictures of any scale.
    public let side: Int?
    public let hasNoise: Bool

    public init(network: any Layer, side: Int?, hasNoise: Bool = false) {
      (self.network, self.side, self.hasNoise) = (network, side, hasNoise)
    }
  }

  /// The network that a run trained.
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
    return Loaded(network: network, side: side(saved.settings), hasNoise: hasNoise)
  }
}
