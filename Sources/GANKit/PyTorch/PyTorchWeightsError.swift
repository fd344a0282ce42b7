/// Weights that cannot be loaded from a PyTorch state dict into a module, or saved from a module as one.
public struct PyTorchWeightsError: Error, CustomStringConvertible, Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// The file, or the list of names, has more or fewer layers than the module.
    case layerCount
    /// The names of the file's layers neither are the module's nor tell the order of its layers.
    case layerOrder
    /// An entry that the module needs is not in the file.
    case missing
    /// An entry has another shape.
    case mismatch
    /// The file has an entry that the module has no place for.
    case unexpected
    /// The module holds a layer that has no counterpart in PyTorch here.
    case unsupportedLayer
    /// The order in which a dense layer sees the pixels and channels of an image is unknown.
    case unknownOrder
  }

  public let kind: Kind
  /// The file, or nil if the problem lies in the module itself.
  public let path: String?
  /// The entry, under PyTorch's name, or the layer, under the module's.
  public let entry: String?
  public let expected: String
  public let found: String

  public init(_ kind: Kind, path: String? = nil, entry: String? = nil, expected: String, found: String) {
    self.kind = kind
    self.path = path
    self.entry = entry
    self.expected = expected
    self.found = found
  }

  public var description: String {
    let place = [path, entry.map { "\"\($0)\"" }].compactMap { $0 }.joined(separator: ", ")
    return "\(place.isEmpty ? "the module" : place): expected \(expected); found \(found). \(advice)"
  }

  private var advice: String {
    switch kind {
    case .layerCount, .layerOrder, .missing, .mismatch, .unexpected:
      "Build the network as it is in PyTorch, or name PyTorch's layers in the order of this network's layers."
    case .unsupportedLayer: "Move its weights by hand, through a Checkpoint."
    case .unknownOrder:
      "Say how many channels the images have, with inputChannels or flattenedChannels, or move this layer by hand, "
        + "through a Checkpoint."
    }
  }
}
