import GANKit
import Pictures

/// How the input of a pair is made from the photo that is its target.
public enum PairTask: Hashable, Sendable {
  /// Black outlines on white.
  case edges
  /// The photo in grey.
  case colourize
  /// The photo with a rectangle missing, a quarter of its area, at a place that the random numbers decide.
  case inpaint
  /// The photo in flat regions of so many colours, at least 2.
  case labels(Int)

  /// The input for a photo, of the same size and with three channels.
  ///
  /// - Parameters:
  ///   - photo: a picture of any size.
  ///   - random: where a hole is, and from which colours the search for regions starts; edges and grey draw nothing.
  public func input(for photo: Image, using random: Random) -> Image {
    switch self {
    case .edges: Edges.drawn(from: photo).rgb
    case .colourize: photo.grey.rgb
    case .inpaint: Hole.cut(into: photo, using: random)
    case .labels(let count): ColourRegions.painted(from: photo, count: count, using: random)
    }
  }

  /// The input for a picture of a set.
  /// - Parameter name: the picture's; another name, other random numbers.
  func input(for photo: Image, name: String, seed: UInt64) -> Image {
    input(for: photo, using: Random(seed: seed, stream: "\(word) \(name)"))
  }

  private var word: String {
    switch self {
    case .edges: "edges"
    case .colourize: "colourize"
    case .inpaint: "inpaint"
    case .labels: "labels"
    }
  }
}
