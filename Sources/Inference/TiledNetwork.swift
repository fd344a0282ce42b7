import GANKit
import Pictures

/// A network that looks only a few pixels far, applied to a picture of any size piece by piece: the memory that it takes
/// does not grow with the picture, and no seam shows, because every piece is computed with the surroundings that its
/// pixels depend on.
struct TiledNetwork {
  private let network: any Layer
  private let enlargement: Int
  /// How many pixels around a tile its result depends on.
  private let margin: Int
  /// The sides of the tiles, without their margins.
  private let side: Int

  /// - Parameter network: pictures `[N, H, W, 3]` in [-1, 1] in, of a size that it multiplies by a whole number, out.
  /// - Returns: nil if its result depends on the whole picture, as with instance normalization.
  init?(_ network: any Layer, side: Int = 192) {
    let geometry = ImageGeometry(of: network)
    guard let reach = geometry.reach, geometry.unit == 1, geometry.enlargement >= 1 else { return nil }
    // One pixel more, because each pixel of the result lies somewhere within one of the input.
    (self.network, self.side, margin) = (network, side, reach + 1)
    enlargement = Int(geometry.enlargement)
  }

  /// - Parameter progress: is told after each tile how many are done, and of how many.
  func callAsFunction(_ picture: Image, progress: (_ done: Int, _ count: Int) -> Void = { _, _ in }) -> Image
  {
    let columns = Self.pieces(of: picture.width, side: side)
    let rows = Self.pieces(of: picture.height, side: side)
    let (width, height) = (picture.width * enlargement, picture.height * enlargement)
    var pixels = [UInt8](repeating: 0, count: width * height * 3)
    for (row, y) in rows.enumerated() {
      for (column, x) in columns.enumerated() {
        let tile = result(for: picture, x, y)
        let length = tile.width * 3
        for line in 0..<tile.height {
          let start = ((y.lowerBound * enlargement + line) * width + x.lowerBound * enlargement) * 3
          pixels.replaceSubrange(
            start..<start + length, with: tile.pixels[line * length..<(line + 1) * length])
        }
        progress(row * columns.count + column + 1, rows.count * columns.count)
      }
    }
    return Image(width: width, height: height, channels: 3, pixels: pixels)
  }

  /// What the network makes of one tile, computed with its margin where the picture goes on.
  private func result(for picture: Image, _ x: Range<Int>, _ y: Range<Int>) -> Image {
    let left = max(0, x.lowerBound - margin)
    let top = max(0, y.lowerBound - margin)
    let part = picture.cropped(
      x: left, y: top, width: min(picture.width, x.upperBound + margin) - left,
      height: min(picture.height, y.upperBound + margin) - top)
    let made = Image.batch(network(Tensor([part.rgb]), .inference))[0]
    return made.cropped(
      x: (x.lowerBound - left) * enlargement, y: (y.lowerBound - top) * enlargement,
      width: x.count * enlargement, height: y.count * enlargement)
  }

  /// A side cut into pieces of about the same length, none longer than `side`.
  private static func pieces(of extent: Int, side: Int) -> [Range<Int>] {
    let count = (extent + side - 1) / side
    return (0..<count).map { extent * $0 / count..<extent * ($0 + 1) / count }
  }
}
