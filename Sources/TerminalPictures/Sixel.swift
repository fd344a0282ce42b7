import Pictures

/// Pictures as sixels: bands of six rows, drawn one colour after the other.
///
/// `ESC P q`, the size, the palette (`#3;2;100;50;0`: colour 3, in percent of red, green and blue), and then for each band
/// and each of its colours a row of characters, of which each has six pixels in its lowest bits. `!12~` is twelve times `~`,
/// `$` goes back to the beginning of the band, `-` on to the next one.
enum Sixel {
  static func encode(_ image: Image) -> String {
    let palette = AdaptivePalette(image)
    let (width, height) = (image.width, image.height)
    var bytes = Array("\u{1B}P0;1q\"1;1;\(width);\(height)".utf8)
    for (number, colour) in palette.colours.enumerated() {
      bytes += Array("#\(number);2;\(colour.red);\(colour.green);\(colour.blue)".utf8)
    }
    for top in stride(from: 0, to: height, by: 6) {
      let rows = min(6, height - top)
      // For each colour of the band its six rows in each column.
      var bits: [UInt8: [UInt8]] = [:]
      for row in 0..<rows {
        for x in 0..<width {
          bits[palette.pixels[(top + row) * width + x], default: [UInt8](repeating: 0, count: width)][x] |=
            1 << row
        }
      }
      for (order, colour) in bits.keys.sorted().enumerated() {
        if order > 0 { bytes.append(UInt8(ascii: "$")) }
        bytes += Array("#\(colour)".utf8)
        append(bits[colour]!, to: &bytes)
      }
      bytes.append(UInt8(ascii: "-"))
    }
    return String(decoding: bytes, as: UTF8.self) + "\u{1B}\\"
  }

  private static func append(_ columns: [UInt8], to bytes: inout [UInt8]) {
    var rest = columns[...]
    // What is empty at the end need not be said.
    while rest.last == 0 { rest.removeLast() }
    while let first = rest.first {
      let count = rest.prefix { $0 == first }.count
      let character = first + 63
      if count > 3 {
        bytes += Array("!\(count)".utf8)
        bytes.append(character)
      } else {
        bytes += [UInt8](repeating: character, count: count)
      }
      rest = rest.dropFirst(count)
    }
  }
}
