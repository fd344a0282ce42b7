import Foundation

/// Points, arrows and the symbols in a legend.
extension Marker {
  /// The shapes of a marker around the origin, all of about the area of a circle of radius `r`.
  ///
  /// - Parameter outlined: whether a white rim sets it off from what is below.
  func symbol(radius r: Double, _ colour: Colour, outlined: Bool) -> [FilledShape] {
    let rim = self == .cross ? 1 : min(0.9, r * 0.28)
    let halo = outlined ? [FilledShape(shape: shape(r, rim: rim), colour: Palette.paper.opacity(0.85))] : []
    return halo + [FilledShape(shape: shape(r, rim: 0), colour: colour)]
  }

  private func shape(_ r: Double, rim: Double) -> Shape {
    func polygon(_ corners: [(Double, Double)]) -> Shape { .polygon(corners.map { Point(x: $0, y: $1) }) }
    let radius = r + rim
    switch self {
    case .circle: return .circle(Point(x: 0, y: 0), radius: radius)
    case .square:
      let side = radius * 1.78
      return .rect(Rect(x: -side / 2, y: -side / 2, width: side, height: side))
    case .triangle:
      let size = radius * 1.35
      return polygon([(0, -size), (size * 0.87, size * 0.5), (-size * 0.87, size * 0.5)])
    case .diamond:
      let size = radius * 1.25
      return polygon([(0, -size), (size, 0), (0, size), (-size, 0)])
    case .cross:
      // Two bars at right angles, turned by an eighth: half a bar's breadth, and how far bars reach.
      let (half, reach) = (r * 0.275 + rim, r * 1.41 + rim)
      let upright = [
        (half, half), (reach, half), (reach, -half), (half, -half), (half, -reach), (-half, -reach),
        (-half, -half), (-reach, -half), (-reach, half), (-half, half), (-half, reach), (half, reach),
      ]
      let turn = 0.5.squareRoot()
      return polygon(upright.map { (turn * ($0 - $1), turn * ($0 + $1)) })
    }
  }
}

extension Canvas {
  func arrowHead(at tip: Point, direction: Double, length: Double, _ colour: Colour) {
    fill(Self.head(at: tip, direction: direction, length: length), colour)
  }

  private static func head(at tip: Point, direction: Double, length: Double) -> [Point] {
    let breadth = length * 0.42
    let (c, s) = (cos(direction), sin(direction))
    func corner(_ along: Double, _ across: Double) -> Point {
      Point(x: tip.x + c * along - s * across, y: tip.y + s * along + c * across)
    }
    return [tip, corner(-length, breadth), corner(-length * 0.75, 0), corner(-length, -breadth)]
  }

  /// Arrows from points, each as far as it is said. All rims come first, so that none of them covers an arrow.
  func arrows(_ arrows: [(from: Point, dx: Double, dy: Double)], _ colour: Colour, size: Double) {
    var shafts: [(Point, Point)] = []
    var (heads, dots): ([[Point]], [Point]) = ([], [])
    for (start, dx, dy) in arrows {
      let length = hypot(dx, dy)
      guard length >= 1 else {
        dots.append(start)
        continue
      }
      let head = min(8 * size, length * 0.55)
      let direction = atan2(dy, dx)
      let tip = Point(x: start.x + dx, y: start.y + dy)
      let neck = Point(x: tip.x - cos(direction) * head * 0.8, y: tip.y - sin(direction) * head * 0.8)
      shafts.append((start, neck))
      heads.append(Self.head(at: tip, direction: direction, length: head))
    }
    stroke(pieces: shafts, Palette.paper.opacity(0.55), width: 3.4 * size)
    stroke(pieces: shafts, colour, width: 1.5 * size)
    fill(polygons: heads, colour)
    symbols(Marker.circle.symbol(radius: 1.1 * size, colour, outlined: false), at: dots)
  }
}

extension Legend {
  func draw(on canvas: Canvas) {
    for item in items {
      let (box, colour) = (item.symbol, item.entry.colour)
      let (left, right) = (Point(x: box.x, y: box.midY), Point(x: box.maxX, y: box.midY))
      switch item.entry.symbol {
      case .line(let style):
        canvas.line(from: left, to: right, colour, width: 3, dash: style.dash(width: 2.4))
      case .marker(let marker):
        canvas.symbols(
          marker.symbol(radius: 5, colour, outlined: false), at: [Point(x: box.midX, y: box.midY)])
      case .area:
        canvas.fill(Rect(x: box.x, y: box.midY - 7, width: 14, height: 14), colour)
      case .arrow(let style):
        canvas.line(
          from: left, to: Point(x: right.x - 7, y: right.y), colour, width: 2, dash: style.dash(width: 1.6))
        canvas.arrowHead(at: right, direction: 0, length: 9, colour)
      }
    }
  }
}

extension ColourBar.Placed {
  func draw(on canvas: Canvas) {
    let rows = max(Int(bar.height) * canvas.resolution, 1)
    let pixels = (0..<rows).map { key.map.colour(at: 1 - (Double($0) + 0.5) / Double(rows)).pixel }
    canvas.draw(Picture(columns: 1, rows: rows, pixels: pixels, isSmooth: true), in: bar)
    canvas.stroke(bar, Palette.axis)
    for y in ticks {
      canvas.line(from: Point(x: bar.maxX, y: y), to: Point(x: bar.maxX + 4, y: y), Palette.axis)
    }
  }
}
