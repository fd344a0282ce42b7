import Foundation
import GANKit

/// A flow of the plane that a lesson trains, for use outside of the lesson: how it is built, and where a run
/// keeps its weights. Chapters show it with `<!-- explorable: flow -->`.
///
/// ```swift
/// public static var trainedFlow: TrainedFlow? {
///   TrainedFlow(step: "flow", states: ["flowOfPlane"]) { Flow(masks: masks, hidden: $0[hidden], using: $1) }
/// }
/// ```
public struct TrainedFlow: TrainedModel {
  /// A lesson has one of them.
  public let name = "flow"
  /// The step that trains it.
  public let step: String
  /// The names that its weights may have in the lesson's state.
  public let states: [String]
  private let build: @Sendable (Settings, Random) -> any CouplingFlow

  /// - Parameters:
  ///   - step: the step that trains it.
  ///   - states: the names that its weights may have in the lesson's state.
  ///   - build: makes the flow, with any weights, for the settings of a run.
  public init(
    step: String, states: [String], build: @escaping @Sendable (Settings, Random) -> any CouplingFlow
  ) {
    (self.step, self.states, self.build) = (step, states, build)
  }

  /// The flow that a run trained.
  /// - Parameters:
  ///   - settings: what the lesson declares.
  ///   - folder: the chapter's run folder.
  /// - Throws: `ModelUnavailable` if the training was not carried out, or what it left is gone or is damaged;
  ///   `UsageError` or `CheckpointError` if it is of a flow that the lesson no longer builds.
  public func load(
    from record: RunRecord, settings: [any AnySetting], folder: URL
  ) throws -> any CouplingFlow {
    let saved = try saved(by: record, settings: settings, folder: folder)
    let flow = build(saved.settings, Random(seed: 0))
    try flow.load(from: saved.checkpoint, as: saved.state)
    return flow
  }
}

/// An invertible map of the plane, from data to noise, in layers of affine couplings.
public protocol CouplingFlow: Module {
  /// Its layers, from the data to the noise.
  var layers: [CouplingLayer] { get }
  /// From data `[N, 2]` to noise, and the logarithm of the determinant of the Jacobian matrix, `[N]`.
  func forward(_ x: Tensor) -> (z: Tensor, logDeterminant: Tensor)
  /// From noise `[N, 2]` to data.
  func inverse(_ z: Tensor) -> Tensor
}

/// One layer of a ``CouplingFlow``. With h and t, the two halves of the network's output for b x, where b is
/// the mask:
///
///     z = x e^s + (1 - b) t,    s = (1 - b) scale tanh(h)
public struct CouplingLayer {
  /// Ones where a value passes as it is, zeros where it is stretched and shifted: `[1, 2]`.
  public let mask: Tensor
  /// `[N, 2] -> [N, 4]`.
  public let network: Sequential
  /// The largest |s|, `[2]`.
  public let scale: Tensor

  public init(mask: Tensor, network: Sequential, scale: Tensor) {
    (self.mask, self.network, self.scale) = (mask, network, scale)
  }
}
