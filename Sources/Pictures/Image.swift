import GANKit

/// An 8-bit picture, grey or RGB, in rows from top to bottom.
///
/// Pixels are stored as `pixels[(y * width + x) * channels + channel]`, where 0 is black and 255 is white.
public struct Image: Hashable, Sendable {
  /// The number of columns; at least 1.
  public let width: Int
  /// The number of rows; at least 1.
  public let height: Int
  /// 1 for grey, 3 for red, green, blue.
  public let channels: Int
  /// `height * width * channels` bytes, row by row.
  public let pixels: [UInt8]

  /// Makes a picture from `pixels`, which must hold `height * width * channels` bytes.
  public init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
    require(
      width > 0 && height > 0,
      "Image: a picture needs at least one pixel, but the size is \(width) x \(height).")
    require(
      channels == 1 || channels == 3, "Image: channels must be 1 (grey) or 3 (RGB), not \(channels).")
    require(
      pixels.count == width * height * channels,
      """
      Image: \(width) x \(height) with \(channels) channels needs \(width * height * channels) bytes, \
      but there are \(pixels.count).
      """)
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }

  /// The value of one channel of the pixel in column `x` and row `y`, both counted from 0 at the top left.
  public subscript(x: Int, y: Int, channel: Int = 0) -> UInt8 {
    require(
      0 <= x && x < width && 0 <= y && y < height && 0 <= channel && channel < channels,
      "Image: (\(x), \(y)), channel \(channel) is outside \(width) x \(height) with \(channels) channels.")
    return pixels[(y * width + x) * channels + channel]
  }

  /// This picture with three channels: a grey one with three equal channels, an RGB one unchanged.
  public var rgb: Image {
    guard channels == 1 else { return self }
    var triple = [UInt8]()
    triple.reserveCapacity(pixels.count * 3)
    for value in pixels {
      triple.append(value)
      triple.append(value)
      triple.append(value)
    }
    return Image(width: width, height: height, channels: 3, pixels: triple)
  }
}
