import GANKit
import Pictures

/// Random pieces of pictures, turned and mirrored, with the small pictures that belong to them.
struct Patches {
  let pairs: [PicturePair]
  /// The side of a sharp patch, a multiple of 4.
  let side: Int

  // snippet.patches
  /// A batch: small patches `[count, side / 4, side / 4, 3]` and the sharp ones, `[count, side, side, 3]`.
  func next(_ count: Int, _ random: Random) -> (small: Tensor, sharp: Tensor) {
    var (small, sharp): ([Image], [Image]) = ([], [])
    for _ in 0..<count {
      let pair = pairs[random.integer(below: pairs.count)]
      let x = random.integer(below: pair.small.width - side / 4 + 1)
      let y = random.integer(below: pair.small.height - side / 4 + 1)
      let turn = random.integer(below: 8)
      small.append(pair.small.cropped(x: x, y: y, width: side / 4, height: side / 4).turned(turn))
      sharp.append(pair.sharp.cropped(x: 4 * x, y: 4 * y, width: side, height: side).turned(turn))
    }
    return (Tensor(small), Tensor(sharp))
  }
  // snippet.end
}

extension Image {
  /// A square picture in one of its eight positions: turned by quarters (bits 0 and 1), and mirrored (bit 2).
  func turned(_ position: Int) -> Image {
    require(width == height, "turned: needs a square picture, found \(width) x \(height)")
    if position & 7 == 0 { return self }
    let last = width - 1
    var turned = [UInt8](repeating: 0, count: pixels.count)
    pixels.withUnsafeBufferPointer { pixels in
      for y in 0..<height {
        for x in 0..<width {
          let mirrored = position & 4 == 0 ? x : last - x
          let (u, v) =
            switch position & 3 {
            case 0: (mirrored, y)
            case 1: (y, last - mirrored)
            case 2: (last - mirrored, last - y)
            default: (last - y, mirrored)
            }
          for channel in 0..<channels {
            turned[(y * width + x) * channels + channel] = pixels[(v * width + u) * channels + channel]
          }
        }
      }
    }
    return Image(width: width, height: height, channels: channels, pixels: turned)
  }
}
