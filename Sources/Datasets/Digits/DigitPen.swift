/// A pen that writes a digit's skeleton with an unsteady hand.
///
/// Coordinates are those of the digit: y runs from 0 at the top to 1 at the bottom, x from 0 at the left to
/// about 0.6. The pen misses every point by a little, so no two digits are alike.
struct DigitPen {
  /// The strokes written so far, one list of points for each time the pen was down.
  private(set) var strokes: [[SIMD2<Float>]] = []
  var dice: Dice
  /// The standard deviation of the distance by which points are missed, along each axis.
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

  /// Continues the stroke in a nearly straight line, with a corner at the end.
  mutating func line(_ x: Float, _ y: Float) {
    let (start, end) = (position, missed(SIMD2(x, y)))
    // A hand does not draw straight lines: the middle deviates a little.
    let middle = (start + end) / 2 + SIMD2(dice.bell(), dice.bell()) * (wobble * 0.5)
    follow([start, middle, end])
  }

  /// Continues the stroke in a smooth curve through these points.
  mutating func curve(_ points: SIMD2<Float>...) {
    var through = [position]
    through.reserveCapacity(points.count + 1)
    for point in points { through.append(missed(point)) }
    follow(through)
  }

  /// Starts a new stroke along an ellipse. Angles are in turns, clockwise from the right; a negative sweep goes
  /// anticlockwise.
  mutating func oval(center: SIMD2<Float>, radii: SIMD2<Float>, from start: Float, sweep: Float) {
    // The hand ends a little wider or narrower than it began.
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

  /// Appends a Catmull-Rom spline, as short straight pieces: the smooth curve through all points whose direction at
  /// each point is that from the point before to the point after.
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
