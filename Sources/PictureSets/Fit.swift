import Datasets
import GANKit
import Pictures

/// How a picture of any size becomes a square.
public enum Fit: String, CaseIterable, Codable, Sendable {
  /// The largest central square.
  case crop
  /// All of the picture, stretched.
  case stretch
}

/// A part of a picture, in pixels from its upper left corner.
public struct Box: Hashable, Sendable {
  public let x, y, width, height: Int

  /// - Parameters:
  ///   - x, y: at least 0.
  ///   - width, height: at least 1.
  public init(x: Int, y: Int, width: Int, height: Int) {
    require(
      x >= 0 && y >= 0 && width >= 1 && height >= 1,
      "Box: needs a corner from (0, 0) on and a side of at least one pixel, found \(x), \(y), \(width), \(height)"
    )
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }
}

extension Image {
  /// This picture as a square of `side` pixels.
  func square(_ side: Int, _ fit: Fit) -> Image {
    switch fit {
    case .crop: squareThumbnail(side)
    case .stretch: resized(width: side, height: side, .bicubic)
    }
  }
}
