import Files
import Foundation
import GANKit
import Pictures

/// Small pictures of a set in rows, to see at a glance what it holds.
enum ContactSheet {
  /// How many pictures are shown at most.
  static let limit = 48
  private static let side = 96
  private static let gap = 4

  /// Pictures evenly spread over the files, which are read one after the other. Pictures that are twice as wide as high,
  /// such as pairs, keep their width.
  static func image(of files: [URL]) throws -> Image {
    require(!files.isEmpty, "ContactSheet: needs at least one picture")
    let count = min(limit, files.count)
    let pictures = try (0..<count).map { try small(ImageFile.read(files[$0 * files.count / count])) }
    let width = pictures.map(\.width).max()!
    let columns = min(width > side ? 6 : 8, count)
    let rows = (count + columns - 1) / columns
    let size = (width: columns * (width + gap) + gap, height: rows * (side + gap) + gap)
    var pixels = [UInt8](repeating: 255, count: 3 * size.width * size.height)
    for (index, picture) in pictures.enumerated() {
      let (x, y) = (gap + index % columns * (width + gap), gap + index / columns * (side + gap))
      for row in 0..<side {
        let start = 3 * ((y + row) * size.width + x)
        let source = 3 * row * picture.width
        pixels.replaceSubrange(
          start..<start + 3 * picture.width, with: picture.pixels[source..<source + 3 * picture.width])
      }
    }
    return Image(width: size.width, height: size.height, channels: 3, pixels: pixels)
  }

  private static func small(_ picture: Image) -> Image {
    guard picture.width == 2 * picture.height else { return picture.squareThumbnail(side).rgb }
    return picture.resized(width: 2 * side, height: side, .bicubic).rgb
  }
}
