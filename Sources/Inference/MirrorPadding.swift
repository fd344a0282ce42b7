import GANKit
import Pictures

extension Image {
  /// The picture with rows and columns added at the bottom and at the right: its mirror image, again and again if it
  /// takes more than one.
  func mirrored(toWidth newWidth: Int, height newHeight: Int) -> Image {
    require(
      newWidth >= width && newHeight >= height,
      "mirrored: \(newWidth) x \(newHeight) is smaller than the picture, \(width) x \(height)")
    if (newWidth, newHeight) == (width, height) { return self }
    let columns = (0..<newWidth).map { Self.mirrored($0, width) }
    var result: [UInt8] = []
    result.reserveCapacity(newWidth * newHeight * channels)
    for row in 0..<newHeight {
      let start = Self.mirrored(row, height) * width
      for column in columns {
        let pixel = (start + column) * channels
        result += pixels[pixel..<pixel + channels]
      }
    }
    return Image(width: newWidth, height: newHeight, channels: channels, pixels: result)
  }

  /// The place in a row of `extent` pixels that its continuation `a b c | c b a | a b c` repeats at `place`.
  private static func mirrored(_ place: Int, _ extent: Int) -> Int {
    let rest = place % (2 * extent)
    return rest < extent ? rest : 2 * extent - 1 - rest
  }
}
