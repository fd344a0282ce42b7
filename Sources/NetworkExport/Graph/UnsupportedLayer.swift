/// A layer that cannot be written for other programs.
public struct UnsupportedLayer: Error, CustomStringConvertible, Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// Nothing is known about the layer but that it maps a tensor to a tensor.
    case unknown
    /// The layer is known, but not on such an input or with such settings.
    case settings
    /// The layer needs pictures of one size, and none was given.
    case size
    /// The network has no counterpart that is written in PyTorch under the names of ``PyTorchWeights``.
    case names
    /// The network does not make pictures, or not of what a Swift package can give it.
    case pictures
  }

  public let kind: Kind
  /// The layer's label, such as "Self-attention".
  public let layer: String
  /// Where it stands, by GANKit's dotted names such as `network.3`; empty if it is the whole network.
  public let place: String
  public let expected: String
  public let found: String

  init(_ kind: Kind, layer: String, place: String, expected: String, found: String) {
    (self.kind, self.layer, self.place) = (kind, layer, place)
    (self.expected, self.found) = (expected, found)
  }

  public var description: String {
    "the layer \"\(layer)\"\(place.isEmpty ? "" : " at \(place)") cannot be exported: expected \(expected); found "
      + "\(found). \(advice)"
  }

  private var advice: String {
    switch kind {
    case .unknown:
      "Let it conform to CompositeLayer and say what it is made of, or to FilterLayer if it is a fixed filter."
    case .settings: "Build the network of layers that are in the table of docs/export.md."
    case .size: "Say which height and width the pictures have."
    case .names: "Export it as ONNX, or move its weights by hand, through a Checkpoint."
    case .pictures: "Export it as ONNX or for PyTorch."
    }
  }
}
