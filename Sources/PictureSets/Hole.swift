import GANKit
import Pictures

/// A rectangle that is taken out of a picture, for a network to fill in.
public enum Hole {
  /// The share of the picture's area.
  static let share = 0.25
  /// The grey that fills the hole, the middle of the range.
  public static let filling: UInt8 = 128

  /// A picture of three channels and the same size with a hole somewhere, of a shape between upright and lying.
  static func cut(into picture: Image, using random: Random) -> Image {
    let area = share * Double(picture.width * picture.height)
    let side = area.squareRoot()
    let width = min(picture.width, max(1, Int((side * random.uniform(in: 0.75..<1.33)).rounded())))
    let height = min(picture.height, max(1, Int((area / Double(width)).rounded())))
    let x = random.integer(below: picture.width - width + 1)
    let y = random.integer(below: picture.height - height + 1)
    var pixels = picture.rgb.pixels
    for row in y..<y + height {
      let start = (row * picture.width + x) * 3
      for index in start..<start + 3 * width { pixels[index] = filling }
    }
    return Image(width: picture.width, height: picture.height, channels: 3, pixels: pixels)
  }
}
