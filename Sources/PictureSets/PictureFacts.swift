import Files
import GANKit
import Pictures

/// What is kept of a picture that was read: its size, its kind, and two hashes by which it is known again.
struct PictureFacts: Sendable {
  let width, height: Int
  /// Whether every pixel is grey, however the file stores it.
  let isGrey: Bool
  let hasAlpha: Bool
  /// Equal for pictures of equal pixels.
  let digest: UInt64
  /// Similar for pictures that look alike: see ``Image/look``.
  let look: UInt64

  /// - Parameter content: the file that the picture was read from.
  init(_ picture: Image, content: [UInt8]) {
    (width, height) = (picture.width, picture.height)
    hasAlpha = ImageFile.announcesOpacity(content)
    isGrey = picture.isGrey
    var hash = ContentHash()
    hash.add(UInt64(width))
    hash.add(UInt64(height))
    if isGrey && picture.channels == 3 {
      hash.add(stride(from: 0, to: picture.pixels.count, by: 3).lazy.map { picture.pixels[$0] })
    } else {
      hash.add(picture.pixels)
    }
    digest = hash.value
    look = picture.look
  }

  var side: Int { min(width, height) }
}

extension Image {
  fileprivate var isGrey: Bool {
    guard channels == 3 else { return true }
    return pixels.withUnsafeBufferPointer { pixels in
      var index = 0
      while index < pixels.count {
        guard pixels[index] == pixels[index + 1], pixels[index] == pixels[index + 2] else { return false }
        index += 3
      }
      return true
    }
  }

  /// A difference hash: scaled to 9 x 8 pixels of grey, one bit for each two neighbours in a row, which says whether it
  /// grows brighter to the right. Scaled, recompressed or slightly brighter copies differ in few bits.
  ///
  /// Source: N. Krawetz, Kind of Like That, The Hacker Factor Blog (2013).
  var look: UInt64 {
    let small = resized(width: 9, height: 8, .area)
    let grey = small.brightness
    var bits: UInt64 = 0
    for y in 0..<8 {
      for x in 0..<8 { bits = bits << 1 | (grey[y * 9 + x] < grey[y * 9 + x + 1] ? 1 : 0) }
    }
    return bits
  }

  /// The brightness of each pixel, in thousandths of a byte: by the weights of ITU-R BT.601, as in JPEG.
  var brightness: [Int] {
    guard channels == 3 else { return pixels.map { Int($0) * 1000 } }
    return (0..<width * height).map { pixel in
      let (red, green, blue) = (pixels[3 * pixel], pixels[3 * pixel + 1], pixels[3 * pixel + 2])
      return 299 * Int(red) + 587 * Int(green) + 114 * Int(blue)
    }
  }

  /// This picture in grey, with one channel.
  var grey: Image {
    guard channels == 3 else { return self }
    return Image(
      width: width, height: height, channels: 1, pixels: brightness.map { UInt8(($0 + 500) / 1000) })
  }
}
