/// A pen that writes a digit's skeleton with an unsteady hand.
///
/// Coordinates are those of the digit: y runs from 0 at the top to 1 at the bottom, x from 0 at the left to
/// about 0.6. Every point that the pen is led to is missed by a little, so no two digits are alike.
struct DigitPen {
  /// What was written: one run of points for each time the pen was down.
  private(set) var strokes: [[SIMD2<Float>]] = []
  var dice: Dice
  /// By how much points are missed, as a standard deviation.
  private let wobble: Float

  init(dice: Dice, wobble: Float) {
    self.dice = dice
    self.wobble = wobble
    strokes.reserveCapacity(3)
  }

  /// Starts a new stroke.
  mutating func down(_ x: Float, _ y: Float) {
    strokes.append([missed(SIMD2(x, y))])
  }

  /// Goes on straight, more or less, with a corner at the end.
  mutating func line(_ x: Float, _ y: Float) {
    let (start, end) = (position, missed(SIMD2(x, y)))
    // A hand does not draw straight lines: the middle gives way a little.
    let middle = (start + end) / 2 + SIMD2(dice.bell(), dice.bell()) * (wobble * 0.5)
    follow([start, middle, end])
  }

  /// Goes on in a smooth curve through these points.
  mutating func curve(_ points: SIMD2<Float>...) {
    var through = [position]
    through.reserveCapacity(points.count + 1)
    for point in points { through.append(missed(point)) }
    follow(through)
  }

  /// A new stroke along an ellipse. Angles are in turns, clockwise from the right; a negative sweep goes the
  /// other way.
  mutating func oval(center: SIMD2<Float>, radii: SIMD2<Float>, from start: Float, sweep: Float) {
    // The hand comes out a little wider or narrower than it began.
    let growth = dice.bell() * 0.05
    let points = (0...7).map { index -> SIMD2<Float> in
      let part = Float(index) / 7
      let turn = (start + sweep * part) * 2 * .pi
      let point = center + radii * (1 + growth * part) * SIMD2(cosine(turn), cosine(turn - .pi / 2))
      // A round movement is steadier than one from point to point.
      return (point + missed(point)) / 2
    }
    strokes.append([points[0]])
    follow(points)
  }

  private var position: SIMD2<Float> { strokes[strokes.count - 1].last! }

  private mutating func missed(_ point: SIMD2<Float>) -> SIMD2<Float> {
    point + SIMD2(dice.bell(), dice.bell()) * wobble
  }

  /// A Catmull-Rom spline: the smooth curve through all points whose direction at each is that from its
  /// neighbour before to its neighbour after. Appended as short straight pieces.
  private mutating func follow(_ points: [SIMD2<Float>]) {
    let pieces = 5
    var stroke = strokes.removeLast()
    for index in 1..<points.count {
      let (a, b) = (points[index - 1], points[index])
      let before = index >= 2 ? points[index - 2] : a
      let after = index + 1 < points.count ? points[index + 1] : b
      let (startDirection, endDirection) = ((b - before) / 2, (after - a) / 2)
      for piece in 1...pieces {
        let t = Float(piece) / Float(pieces)
        let (t2, t3) = (t * t, t * t * t)
        var point = a * (2 * t3 - 3 * t2 + 1)
        point += startDirection * (t3 - 2 * t2 + t)
        point += b * (3 * t2 - 2 * t3)
        point += endDirection * (t3 - t2)
        stroke.append(point)
      }
    }
    strokes.append(stroke)
  }
}

/// The random numbers of one drawn digit: small and fast, started from the set's seed and the digit's index.
struct Dice {
  private var state: UInt64

  init(seed: UInt64, index: Int) {
    state = seed &+ UInt64(truncatingIfNeeded: index) &* 0xd1b5_4a32_d192_ed03
    // The first output spreads neighbouring indices over all states.
    state = bits()
  }

  /// SplitMix64 (Steele, Lea and Flood, 2014).
  mutating func bits() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Uniform in [0, 1).
  mutating func uniform() -> Float { Float(bits() >> 40) * 0x1p-24 }

  mutating func uniform(_ low: Float, _ high: Float) -> Float { low + (high - low) * uniform() }

  /// Nearly normal with mean 0 and standard deviation 1, and never beyond 3.5: a hand slips, but not off the
  /// page.
  mutating func bell() -> Float {
    let word = bits()
    let sum = (word & 0xffff) + (word >> 16 & 0xffff) + (word >> 32 & 0xffff) + (word >> 48)
    return (Float(sum) * 0x1p-16 - 2) * 1.732_050_8
  }

  /// One of several ways, by their weights.
  mutating func choice(_ weights: Float...) -> Int {
    var left = uniform() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return index }
    }
    return weights.count - 1
  }
}

/// The cosine of an angle in radians, by arithmetic alone: the system's differs from one machine to the next,
/// and drawn digits do not. Accurate to 1e-6 for angles of a few turns.
func cosine(_ angle: Float) -> Float {
  // Reduced to half a turn around 0, then the Taylor series in double precision.
  let turns = Double(angle) / (2 * Double.pi)
  let x = (turns - turns.rounded()) * 2 * Double.pi
  let square = x * x
  var (term, sum) = (1.0, 1.0)
  for order in stride(from: 2.0, through: 20.0, by: 2) {
    term *= -square / (order * (order - 1))
    sum += term
  }
  return Float(sum)
}
