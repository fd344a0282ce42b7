import GANKit
import Pictures

/// How the input of a pair is made from the photo that is its target.
public enum PairTask: Hashable, Sendable {
  /// Black outlines on white.
  case edges
  /// The photo in grey.
  case colourize
  /// The photo with a rectangle missing, a quarter of its area, at a place that the seed and the name decide.
  case inpaint
  /// The photo in flat regions of so many colours, at least 2.
  case labels(Int)

  /// The input for a photo, of the same size and with three channels.
  /// - Parameter name: the photo's; another name, other random numbers.
  func input(for photo: Image, name: String, seed: UInt64) -> Image {
    switch self {
    case .edges: Edges.drawn(from: photo).rgb
    case .colourize: photo.grey.rgb
    case .inpaint: Hole.cut(into: photo, using: Random(seed: seed, stream: "inpaint " + name))
    case .labels(let count):
      ColourRegions.painted(
        from: photo, count: count, using: Random(seed: seed, stream: "labels " + name))
    }
  }
}
