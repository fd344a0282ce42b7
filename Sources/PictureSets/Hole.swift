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

  /// Which pixels of a picture with three channels belong to a hole, row by row: those within a square of 3 x 3 pixels
  /// that all have the grey of ``filling``. A single pixel may have it by chance.
  static func pixels(of picture: Image) -> [Bool] {
    let (width, height) = (picture.width, picture.height)
    let pixels = picture.pixels
    let isGrey = stride(from: 0, to: pixels.count, by: 3).map {
      pixels[$0] == filling && pixels[$0 + 1] == filling && pixels[$0 + 2] == filling
    }
    var isHole = [Bool](repeating: false, count: width * height)
    guard width >= 3, height >= 3 else { return isHole }
    for y in 0...height - 3 {
      for x in 0...width - 3 where isGrey[y * width + x] {
        let square = (0..<9).lazy.map { (y + $0 / 3) * width + x + $0 % 3 }
        guard square.allSatisfy({ isGrey[$0] }) else { continue }
        for index in square { isHole[index] = true }
      }
    }
    return isHole
  }
}
