import Foundation
import Pictures

extension Image {
  /// A picture with some pattern, of any size; another seed, another picture.
  static func made(_ width: Int, _ height: Int, channels: Int = 3, seed: Int = 1) -> Image {
    let pixels = (0..<height).flatMap { y in
      (0..<width * channels).map { x in
        UInt8(truncatingIfNeeded: (x / channels / 5 + y / 7) % 3 * 90 + (x * seed) % 31)
      }
    }
    return Image(width: width, height: height, channels: channels, pixels: pixels)
  }
}

extension Runner {
  /// Writes pictures into a folder of this runner's, which is made even if there are none. What a file holds is a PNG, whatever
  /// its name says.
  func write(_ pictures: [String: Image], to folder: String) throws {
    let place = self.folder.appending(path: folder)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for (name, picture) in pictures { try PNG.encode(picture).write(to: place.appending(path: name)) }
  }
}
