import Pictures

extension Image {
  /// Every pixel as a square of `scale` times `scale` pixels.
  func enlarged(by scale: Int) -> Picture {
    let (columns, rows) = (width * scale, height * scale)
    var pixels = [UInt32](repeating: 0, count: columns * rows)
    for y in 0..<rows {
      for x in 0..<columns {
        let start = ((y / scale) * width + x / scale) * channels
        let (red, green, blue) =
          channels == 3
          ? (self.pixels[start], self.pixels[start + 1], self.pixels[start + 2])
          : (self.pixels[start], self.pixels[start], self.pixels[start])
        pixels[y * columns + x] = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
      }
    }
    return Picture(columns: columns, rows: rows, pixels: pixels)
  }
}
