import Foundation

/// Points, arrows and the symbols in a legend.
extension Canvas {
  func marker(_ marker: Marker, at p: Point, radius r: Double, _ colour: Colour, outlined: Bool) {
    if outlined {
      let halo = Palette.paper.opacity(0.85)
      if marker == .cross {
        cross(at: p, r, halo, width: r * 0.55 + 2)
      } else {
        shape(marker, at: p, r + min(0.9, r * 0.28), halo)
      }
    }
    if marker == .cross {
      cross(at: p, r, colour, width: r * 0.55)
    } else {
      shape(marker, at: p, r, colour)
    }
  }

  private func cross(at p: Point, _ r: Double, _ colour: Colour, width: Double) {
    stroke([Point(x: p.x - r, y: p.y - r), Point(x: p.x + r, y: p.y + r)], colour, width: width)
    stroke([Point(x: p.x - r, y: p.y + r), Point(x: p.x + r, y: p.y - r)], colour, width: width)
  }

  private func shape(_ marker: Marker, at p: Point, _ r: Double, _ colour: Colour) {
    // The sizes give all shapes about the area of the circle.
    switch marker {
    case .circle, .cross: circle(p, radius: r, fill: colour)
    case .square:
      fill(Rect(x: p.x - r * 0.89, y: p.y - r * 0.89, width: r * 1.78, height: r * 1.78), colour)
    case .triangle:
      let size = r * 1.35
      fill(
        [
          Point(x: p.x, y: p.y - size), Point(x: p.x + size * 0.87, y: p.y + size * 0.5),
          Point(x: p.x - size * 0.87, y: p.y + size * 0.5),
        ], colour)
    case .diamond:
      let size = r * 1.25
      fill(
        [
          Point(x: p.x, y: p.y - size), Point(x: p.x + size, y: p.y), Point(x: p.x, y: p.y + size),
          Point(x: p.x - size, y: p.y),
        ], colour)
    }
  }

  func arrowHead(at tip: Point, direction: Double, length: Double, _ colour: Colour) {
    let breadth = length * 0.42
    let (c, s) = (cos(direction), sin(direction))
    func corner(_ along: Double, _ across: Double) -> Point {
      Point(x: tip.x + c * along - s * across, y: tip.y + s * along + c * across)
    }
    fill(
      [
        Point(x: tip.x, y: tip.y), corner(-length, breadth), corner(-length * 0.75, 0),
        corner(-length, -breadth),
      ],
      colour)
  }

  func arrow(from start: Point, dx: Double, dy: Double, _ colour: Colour, size: Double) {
    let length = hypot(dx, dy)
    guard length >= 1 else {
      circle(start, radius: 1.1 * size, fill: colour)
      return
    }
    let head = min(8 * size, length * 0.55)
    let direction = atan2(dy, dx)
    let tip = Point(x: start.x + dx, y: start.y + dy)
    let neck = Point(x: tip.x - cos(direction) * head * 0.8, y: tip.y - sin(direction) * head * 0.8)
    let halo = Palette.paper.opacity(0.55)
    stroke([start, neck], halo, width: 3.4 * size)
    stroke([start, neck], colour, width: 1.5 * size)
    arrowHead(at: tip, direction: direction, length: head, colour)
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
        canvas.marker(marker, at: Point(x: box.midX, y: box.midY), radius: 5, colour, outlined: false)
      case .area:
        canvas.fill(Rect(x: box.x, y: box.midY - 7, width: 14, height: 14), colour)
      case .arrow:
        canvas.line(from: left, to: Point(x: right.x - 7, y: right.y), colour, width: 2)
        canvas.arrowHead(at: right, direction: 0, length: 9, colour)
      }
    }
  }
}

extension ColourBar.Placed {
  func draw(on canvas: Canvas) {
    let rows = max(Int(bar.height) * FigureStyle.resolution, 1)
    let pixels = (0..<rows).map { key.map.colour(at: 1 - (Double($0) + 0.5) / Double(rows)).pixel }
    canvas.draw(Picture(columns: 1, rows: rows, pixels: pixels), in: bar)
    canvas.stroke(bar, Palette.axis)
    for y in ticks {
      canvas.line(from: Point(x: bar.maxX, y: y), to: Point(x: bar.maxX + 4, y: y), Palette.axis)
    }
  }
}
