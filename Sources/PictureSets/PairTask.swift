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

extension Image {
  /// Two pictures of the same size side by side, with three channels.
  static func pair(left: Image, right: Image) -> Image {
    require(
      left.width == right.width && left.height == right.height,
      "pair: \(left.width) x \(left.height) and \(right.width) x \(right.height) do not fit together")
    let (a, b, row) = (left.rgb.pixels, right.rgb.pixels, 3 * left.width)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(a.count + b.count)
    for y in 0..<left.height {
      pixels += a[y * row..<(y + 1) * row]
      pixels += b[y * row..<(y + 1) * row]
    }
    return Image(width: 2 * left.width, height: left.height, channels: 3, pixels: pixels)
  }
}
