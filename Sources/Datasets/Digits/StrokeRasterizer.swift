/// Draws strokes of a round pen into a small grey picture, with soft edges.
struct StrokeRasterizer {
  let side: Int
  /// For each pixel, the distance of its centre from the edge of the nearest stroke, negative inside.
  private var distance: [Float]
  /// Half the width of the soft edge, in pixels.
  private let softness: Float = 0.65

  init(side: Int) {
    self.side = side
    distance = [Float](repeating: .infinity, count: side * side)
  }

  mutating func clear() {
    for index in distance.indices { distance[index] = .infinity }
  }

  /// Adds a straight piece with round ends whose radius changes from end to end. Coordinates and radii are in
  /// pixels.
  mutating func add(from a: SIMD2<Float>, radius radiusA: Float, to b: SIMD2<Float>, radius radiusB: Float) {
    let direction = b - a
    let lengthSquared = (direction * direction).sum()
    let scale = lengthSquared > 0 ? 1 / lengthSquared : 0
    let reach = max(radiusA, radiusB) + softness
    // Only pixels within reach can change: a dozen or two, not the whole picture.
    let low = pixel(containing: pointwiseMin(a, b) - reach)
    let high = pixel(containing: pointwiseMax(a, b) + reach)
    distance.withUnsafeMutableBufferPointer { distance in
      for y in low.y...high.y {
        let dy = Float(y) + 0.5 - a.y
        for x in low.x...high.x {
          let dx = Float(x) + 0.5 - a.x
          let along = min(max((dx * direction.x + dy * direction.y) * scale, 0), 1)
          let (ex, ey) = (dx - along * direction.x, dy - along * direction.y)
          let edge = (ex * ex + ey * ey).squareRoot() - (radiusA + along * (radiusB - radiusA))
          distance[y * side + x] = min(distance[y * side + x], edge)
        }
      }
    }
  }

  private func pixel(containing point: SIMD2<Float>) -> (x: Int, y: Int) {
    (min(max(Int(point.x), 0), side - 1), min(max(Int(point.y), 0), side - 1))
  }

  /// Writes the picture in [-1, 1], with bright strokes on dark ground, in the 256 levels of a grey image file.
  func render(into pixels: UnsafeMutableBufferPointer<Float>) {
    for index in pixels.indices {
      // Most of the picture is ground.
      guard distance[index] < softness else {
        pixels[index] = -1
        continue
      }
      let t = min(max((softness - distance[index]) / (2 * softness), 0), 1)
      let coverage = t * t * (3 - 2 * t)
      pixels[index] = ((coverage * 255).rounded() - 127.5) / 127.5
    }
  }
}
