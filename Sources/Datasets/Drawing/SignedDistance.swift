/// Shapes as signed distances: how far a point lies outside the edge, negative inside, in the units of the coordinates.
///
/// Distances are exact where that is cheap, and otherwise correct at the edge, which is where it shows.
enum SignedDistance {
  @inline(__always)
  static func length(_ v: SIMD2<Float>) -> Float { (v.x * v.x + v.y * v.y).squareRoot() }

  @inline(__always)
  static func circle(_ p: SIMD2<Float>, _ centre: SIMD2<Float>, _ radius: Float) -> Float {
    length(p - centre) - radius
  }

  /// An upright ellipse: its implicit function divided by the length of its gradient.
  @inline(__always)
  static func ellipse(_ p: SIMD2<Float>, _ centre: SIMD2<Float>, _ radii: SIMD2<Float>) -> Float {
    let q = (p - centre) / radii
    let level = length(q)
    let slope = length(q / radii)
    return slope > 1e-6 ? level * (level - 1) / slope : -min(radii.x, radii.y)
  }

  /// A box with round corners.
  @inline(__always)
  static func box(_ p: SIMD2<Float>, _ centre: SIMD2<Float>, _ half: SIMD2<Float>, corner: Float) -> Float {
    let q = p - centre
    let (x, y) = (abs(q.x) - half.x + corner, abs(q.y) - half.y + corner)
    return length(SIMD2(max(x, 0), max(y, 0))) + min(max(x, y), 0) - corner
  }

  /// A straight stroke whose radius changes from end to end.
  @inline(__always)
  static func stroke(
    _ p: SIMD2<Float>, from a: SIMD2<Float>, _ radiusA: Float, to b: SIMD2<Float>, _ radiusB: Float
  ) -> Float {
    let (q, direction) = (p - a, b - a)
    let along =
      (q.x * direction.x + q.y * direction.y) / (direction.x * direction.x + direction.y * direction.y)
    let t = min(max(along, 0), 1)
    return length(q - direction * t) - (radiusA + (radiusB - radiusA) * t)
  }

  /// A stroke along a parabola, thinner towards its ends: brows, lids, lips.
  ///
  /// - Parameters:
  ///   - half: half its width.
  ///   - sag: how much lower the ends are than the middle; a negative value lifts them.
  ///   - tilt: how much lower still the right end is; the left end is higher by as much.
  ///   - radius: the radius in the middle.
  ///   - taper: the share of the radius that is lost at the ends.
  @inline(__always)
  static func bow(
    _ p: SIMD2<Float>, _ middle: SIMD2<Float>, half: Float, sag: Float, tilt: Float = 0, radius: Float,
    taper: Float = 0.6
  ) -> Float {
    let q = p - middle
    let t = min(max(q.x / half, -1), 1)
    let slope = (2 * sag * t + tilt) / half
    let (dx, dy) = (q.x - t * half, q.y - sag * t * t - tilt * t)
    return (dx * dx + dy * dy / (1 + slope * slope)).squareRoot() - radius * (1 - taper * t * t)
  }

  /// The area between two arcs through the same two corners: eyes and lips.
  ///
  /// - Parameters:
  ///   - half: half the distance between the corners.
  ///   - up: how high the upper arc rises above the line between the corners.
  ///   - down: how deep the lower arc falls below it; negative puts it above.
  @inline(__always)
  static func lens(_ p: SIMD2<Float>, _ centre: SIMD2<Float>, half: Float, up: Float, down: Float) -> Float {
    let q = p - centre
    return max(arc(q, half: half, rise: up), arc(SIMD2(q.x, -q.y), half: half, rise: down))
  }

  /// The disc whose edge passes through two corners at height 0 and through the point `rise` above the middle between
  /// them; its outside if `rise` is negative.
  @inline(__always)
  static func arc(_ q: SIMD2<Float>, half: Float, rise: Float) -> Float {
    let radius = (half * half + rise * rise) / (2 * rise)
    let edge = length(SIMD2(q.x, q.y - (radius - rise))) - abs(radius)
    return rise > 0 ? edge : -edge
  }

  /// The union of two shapes, with a soft valley between them, `k` wide.
  @inline(__always)
  static func union(_ a: Float, _ b: Float, softly k: Float) -> Float {
    let h = max(k - abs(a - b), 0) / k
    return min(a, b) - h * h * k * 0.25
  }

  /// The intersection of two shapes, with a rounded edge between them.
  @inline(__always)
  static func common(_ a: Float, _ b: Float, softly k: Float) -> Float { -union(-a, -b, softly: k) }

  /// A zigzag between -1 and 1 of period 1, for strands of hair.
  @inline(__always)
  static func zigzag(_ t: Float) -> Float {
    // Shifted to be positive, so that the conversion rounds down.
    let shifted = t + 1024
    let part = shifted - Float(Int32(shifted))
    return 4 * abs(part - 0.5) - 1
  }
}
