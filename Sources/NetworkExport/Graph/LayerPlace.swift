import GANKit

/// A layer, where it stands, and what flows into it.
struct LayerPlace {
  let layer: any Layer
  let path: String
  let content: Content

  func error(_ kind: UnsupportedLayer.Kind, expected: String, found: String) -> UnsupportedLayer {
    UnsupportedLayer(kind, layer: layer.label, place: path, expected: expected, found: found)
  }

  /// The size of the images that reach the layer, nil if it may be any.
  func image(channels: Int? = nil) throws(UnsupportedLayer) -> PerAxis? {
    guard case .image(let found, let size) = content, channels == nil || channels == found else {
      throw error(
        .settings, expected: "images\(channels.map { " of \($0) channels" } ?? "")", found: "\(content)")
    }
    return size
  }

  func vector(_ count: Int) throws(UnsupportedLayer) {
    guard content == .vector(count) else {
      throw error(.settings, expected: "vectors of \(count) numbers", found: "\(content)")
    }
  }

  /// What the layer makes of images, with the size that it has in GANKit.
  func imageOut(channels: Int) -> Content {
    guard case .image(let inputs, let size?) = content else { return .image(channels: channels, size: nil) }
    let output = layer(.zeros([1, size.height, size.width, inputs]), .inference).shape
    return .image(channels: channels, size: PerAxis(height: output[1], width: output[2]))
  }

  /// What two ways of the layer make together.
  func joined(
    _ skipped: Content, _ computed: Content, _ join: NetworkPart.Join
  ) throws(UnsupportedLayer) -> Content {
    switch (join, skipped, computed) {
    case (.sum, _, _) where skipped == computed: return computed
    case (.concatenation, .vector(let a), .vector(let b)): return .vector(a + b)
    case (.concatenation, .image(let a, let size), .image(let b, let other)) where size == other:
      return .image(channels: a + b, size: size)
    default:
      throw error(
        .settings, expected: "two ways that end in the same shape", found: "\(skipped) and \(computed)")
    }
  }
}
