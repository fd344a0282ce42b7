/// A small colour picture onto which soft shapes are laid, one on top of another.
///
/// Points are measured from the drawing's top left corner, in units of 1/64 of its width; colours are red, green and
/// blue in [0, 1]. A shape is given by its signed distance: how far a point lies outside its edge, negative inside.
struct ShapeCanvas {
  private let side: Int
  private let grid: PixelGrid
  private var pixels: [SIMD3<Float>]

  /// A black picture.
  ///
  /// - Parameters:
  ///   - side: the number of pixels along each side.
  ///   - shown: the width of the part of the drawing that the picture shows, in units.
  ///   - origin: the top left corner of that part.
  init(side: Int, shown: Float = 64, origin: SIMD2<Float> = .zero) {
    self.side = side
    grid = PixelGrid(side: side, shown: shown, origin: origin)
    pixels = [SIMD3<Float>](repeating: .zero, count: side * side)
  }

  /// Paints every pixel.
  @inline(__always)
  mutating func cover(_ colour: (SIMD2<Float>) -> SIMD3<Float>) {
    for y in 0..<side {
      for x in 0..<side {
        pixels[y * side + x] = colour(grid.point(x, y))
      }
    }
  }

  /// Lays a shape over the picture.
  ///
  /// - Parameters:
  ///   - box: where the shape lies; nothing outside it changes.
  ///   - softness: half the width of the edge's ramp, in units: 0.55 gives a clean edge, several units a shadow.
  ///   - opacity: the opacity of the whole shape, in 0...1.
  ///   - distance: the shape's signed distance.
  ///   - colour: the colour at a point, which is also given its distance.
  @inline(__always)
  mutating func lay(
    in box: ShapeBounds, softness: Float = 0.55, opacity: Float = 1, _ distance: (SIMD2<Float>) -> Float,
    colour: (SIMD2<Float>, Float) -> SIMD3<Float>
  ) {
    let (left, right, top, bottom) = grid.pixels(in: box, reach: softness)
    guard left < right, top < bottom else { return }
    let (scale, grid) = (0.5 / softness, grid)
    pixels.withUnsafeMutableBufferPointer { pixels in
      for y in top..<bottom {
        for x in left..<right {
          let point = grid.point(x, y)
          let d = distance(point)
          guard d < softness else { continue }
          let t = min((softness - d) * scale, 1)
          let coverage = t * t * (3 - 2 * t) * opacity
          let old = pixels[y * side + x]
          pixels[y * side + x] = old + (colour(point, d) - old) * coverage
        }
      }
    }
  }

  /// The same in one colour.
  @inline(__always)
  mutating func lay(
    in box: ShapeBounds, softness: Float = 0.55, opacity: Float = 1, _ colour: SIMD3<Float>,
    _ distance: (SIMD2<Float>) -> Float
  ) {
    lay(in: box, softness: softness, opacity: opacity, distance) { _, _ in colour }
  }

  /// Writes the picture in [-1, 1], the red, green and blue of each pixel, in the 256 levels of an image file.
  func write(into scalars: UnsafeMutableBufferPointer<Float>) {
    for (index, pixel) in pixels.enumerated() {
      let bytes = pixel.clamped(lowerBound: .zero, upperBound: .one) * 255 + 0.5
      // Conversion to integers drops the fraction; adding one half first rounds.
      scalars[index * 3] = (Float(Int32(bytes.x)) - 127.5) / 127.5
      scalars[index * 3 + 1] = (Float(Int32(bytes.y)) - 127.5) / 127.5
      scalars[index * 3 + 2] = (Float(Int32(bytes.z)) - 127.5) / 127.5
    }
  }
}

/// Where the picture's pixels lie in the drawing.
private struct PixelGrid {
  let side: Int
  /// The width of a pixel, and the picture's top left corner, in units.
  let step: Float
  let origin: SIMD2<Float>

  init(side: Int, shown: Float, origin: SIMD2<Float>) {
    self.side = side
    step = shown / Float(side)
    self.origin = origin
  }

  /// The middle of a pixel.
  @inline(__always)
  func point(_ x: Int, _ y: Int) -> SIMD2<Float> {
    SIMD2(origin.x + (Float(x) + 0.5) * step, origin.y + (Float(y) + 0.5) * step)
  }

  /// The pixels that a box touches, as half-open ranges.
  func pixels(in box: ShapeBounds, reach: Float) -> (left: Int, right: Int, top: Int, bottom: Int) {
    let (low, high) = ((box.low - reach - origin) / step, (box.high + reach - origin) / step)
    return (
      Int(max(low.x, 0)), min(Int(max(high.x, 0)) + 1, side), Int(max(low.y, 0)),
      min(Int(max(high.y, 0)) + 1, side)
    )
  }
}
