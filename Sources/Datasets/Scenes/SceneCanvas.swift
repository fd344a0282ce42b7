import GANKit
import Pictures

/// A picture being painted. Shapes have hard edges, and each pixel is the mean of 3 x 3 samples, which gives the
/// sharpest picture without jagged lines.
///
/// Points are measured from the top left corner in units of 1.6 pixels; colours are red, green and blue in [0, 1].
struct SceneCanvas {
  /// In pixels.
  private let width, height: Int
  private let fineness = 3
  private let pixelsPerUnit: Float = 1.6
  private var samples: [SIMD3<Float>]

  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    samples = [SIMD3<Float>](repeating: .zero, count: width * height * fineness * fineness)
  }

  /// Paints the samples of a box for which `paint` returns a colour; where it returns nil, the picture stays as it is.
  @inline(__always)
  mutating func paint(_ box: SceneBox, _ paint: (SIMD2<Float>) -> SIMD3<Float>?) {
    let (columns, rows) = (width * fineness, height * fineness)
    let scale = Float(fineness) * pixelsPerUnit
    func clamp(_ position: Float, _ extent: Int) -> Int { Int(max(0, min(position * scale, Float(extent)))) }
    let (left, right) = (clamp(box.low.x, columns), clamp(box.high.x + 1, columns))
    let (top, bottom) = (clamp(box.low.y, rows), clamp(box.high.y + 1, rows))
    guard left < right, top < bottom else { return }
    samples.withUnsafeMutableBufferPointer { samples in
      for row in top..<bottom {
        for column in left..<right {
          let point = SIMD2(Float(column) + 0.5, Float(row) + 0.5) / scale
          if let colour = paint(point) { samples[row * columns + column] = colour }
        }
      }
    }
  }

  /// The whole picture.
  var everything: SceneBox {
    SceneBox(low: .zero, high: SIMD2(Float(width), Float(height)) / pixelsPerUnit)
  }

  func image() -> Image {
    let columns = width * fineness
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * 3)
    for y in 0..<height {
      for x in 0..<width {
        var sum = SIMD3<Float>.zero
        for row in y * fineness..<(y + 1) * fineness {
          for column in x * fineness..<(x + 1) * fineness { sum += samples[row * columns + column] }
        }
        let bytes = (sum / Float(fineness * fineness)).clamped(lowerBound: .zero, upperBound: .one) * 255
        for channel in 0..<3 { pixels.append(UInt8(bytes[channel].rounded())) }
      }
    }
    return Image(width: width, height: height, channels: 3, pixels: pixels)
  }
}

/// An upright rectangle around a part to be painted.
struct SceneBox {
  var low, high: SIMD2<Float>

  init(low: SIMD2<Float>, high: SIMD2<Float>) { (self.low, self.high) = (low, high) }

  /// The rectangle around a segment or a point, extended by `reach` on each side.
  init(around a: SIMD2<Float>, _ b: SIMD2<Float>? = nil, reach: Float) {
    let b = b ?? a
    low = pointwiseMin(a, b) - reach
    high = pointwiseMax(a, b) + reach
  }

  var size: SIMD2<Float> { high - low }

  func contains(_ p: SIMD2<Float>) -> Bool {
    p.x >= low.x && p.x < high.x && p.y >= low.y && p.y < high.y
  }
}

/// A rotated and scaled plane, which tells where a point of the picture lies on a wall or a page.
struct SceneFrame {
  let origin: SIMD2<Float>
  private let cosine, sine, scale: Float

  /// - Parameter angle: in radians, clockwise in the picture.
  init(origin: SIMD2<Float>, angle: Float, scale: Float = 1) {
    self.origin = origin
    (cosine, sine, self.scale) = (SceneFrame.cosine(angle), SceneFrame.cosine(angle - .pi / 2), scale)
  }

  func local(_ p: SIMD2<Float>) -> SIMD2<Float> {
    let q = (p - origin) / scale
    return SIMD2(q.x * cosine + q.y * sine, q.y * cosine - q.x * sine)
  }

  /// The cosine by a polynomial, so that pictures do not depend on a system's library. Accurate to about 1e-6.
  static func cosine(_ angle: Float) -> Float {
    let turns = angle / (2 * .pi)
    let x = abs(turns - turns.rounded()) * 2 * .pi  // 0...pi
    let flipped = x > .pi / 2
    let r = flipped ? .pi - x : x
    let z = r * r
    let value = 1 + z * (-0.5 + z * (0.041_666_66 + z * (-0.001_388_888 + z * (2.480_1e-5 - z * 2.6e-7))))
    return flipped ? -value : value
  }
}
