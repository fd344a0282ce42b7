// Arrows, and lines with round corners.

extension Canvas {
  /// A line with round corners and an arrowhead at its end.
  func arrow(through points: [Point], _ colour: Colour, width: Double, dash: [Double] = []) {
    guard let tip = points.last, points.count >= 2 else { return }
    let before = points[points.count - 2]
    let (dx, dy) = (tip.x - before.x, tip.y - before.y)
    let length = max((dx * dx + dy * dy).squareRoot(), 1e-9)
    let (ux, uy) = (dx / length, dy / length)
    let head = 3 + 3.2 * width
    let foot = Point(x: tip.x - head * ux, y: tip.y - head * uy)
    stroke((points.dropLast() + [foot]).withRoundCorners, colour, width: width, dash: dash)
    let half = head * 0.48
    fill(
      [
        tip, Point(x: foot.x - half * uy, y: foot.y + half * ux),
        Point(x: foot.x + half * uy, y: foot.y - half * ux),
      ], colour)
  }
}

extension Rect {
  init(around points: [Point]) {
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
    self.init(x: left, y: top, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - top)
  }

  /// The corners of the rectangle, rounded.
  func rounded(_ radius: Double) -> [Point] {
    let corners = [
      Point(x: x, y: y), Point(x: maxX, y: y), Point(x: maxX, y: maxY), Point(x: x, y: maxY),
    ]
    let start = Point(x: midX, y: y)
    let path = [start] + corners[1...] + [corners[0], start]
    return path.roundCorners(radius)
  }
}

extension [Point] {
  var withRoundCorners: [Point] { roundCorners(9) }

  /// The line with an arc of about `radius` at each corner, in a few straight pieces.
  func roundCorners(_ radius: Double) -> [Point] {
    guard count > 2 else { return self }
    var result = [self[0]]
    for index in 1..<count - 1 {
      let (a, corner, b) = (self[index - 1], self[index], self[index + 1])
      func towards(_ end: Point) -> Point {
        let (dx, dy) = (end.x - corner.x, end.y - corner.y)
        let length = Swift.max((dx * dx + dy * dy).squareRoot(), 1e-9)
        let share = Swift.min(radius, length / 2) / length
        return Point(x: corner.x + share * dx, y: corner.y + share * dy)
      }
      let (from, to) = (towards(a), towards(b))
      for step in 0...6 {
        let t = Double(step) / 6
        let (u, v, w) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t)
        result.append(
          Point(x: u * from.x + v * corner.x + w * to.x, y: u * from.y + v * corner.y + w * to.y))
      }
    }
    return result + [self[count - 1]]
  }
}
