import Foundation

/// How a plot is drawn: the background, filled shapes and reference lines, then curves and points in the order in
/// which they were added.
extension PlotLayout {
  func draw(on canvas: Canvas) {
    let hasGround = chart.colourBar != nil
    if !hasGround { drawGrid(on: canvas) }
    // A line along the plot's edge, such as a probability of exactly one, must not lose half its width. On a map
    // nothing lies beyond the frame.
    let visible = plot.insetBy(hasGround ? 0 : -2)
    canvas.clipped(to: visible) {
      for case .heatMap(let mark) in chart.marks { draw(mark, on: canvas) }
      for mark in chart.marks {
        if case .area(let area) = mark { draw(area, on: canvas) }
        if case .bars(let bars) = mark { draw(bars, on: canvas) }
      }
    }
    drawAxes(on: canvas, framed: hasGround)
    drawReferences(on: canvas)
    canvas.clipped(to: visible) {
      for mark in chart.marks {
        switch mark {
        case .line(let line): draw(line, on: canvas)
        case .scatter(let points): draw(points, on: canvas)
        case .arrows(let arrows): draw(arrows, on: canvas)
        case .area, .bars, .heatMap, .note: break
        }
      }
    }
    if let colourBar { colourBar.draw(on: canvas) }
    for text in texts { canvas.draw(text, halo: text.role == .note) }
  }

  private func drawGrid(on canvas: Canvas) {
    if axes.x.categories.isEmpty {
      for x in xTicks.map(Self.sharp) {
        canvas.line(from: Point(x: x, y: plot.y), to: Point(x: x, y: plot.maxY), Palette.grid)
      }
    }
    if axes.y.categories.isEmpty {
      for y in yTicks.map(Self.sharp) {
        canvas.line(from: Point(x: plot.x, y: y), to: Point(x: plot.maxX, y: y), Palette.grid)
      }
    }
  }

  /// The nearest place where a thin line falls on whole pixels.
  private static func sharp(_ place: Double) -> Double {
    (place * Double(FigureStyle.resolution)).rounded() / Double(FigureStyle.resolution)
  }

  private func drawAxes(on canvas: Canvas, framed: Bool) {
    if framed {
      canvas.stroke(plot, Palette.axis)
    } else {
      canvas.line(from: Point(x: plot.x, y: plot.maxY), to: Point(x: plot.maxX, y: plot.maxY), Palette.axis)
      canvas.line(from: Point(x: plot.x, y: plot.y), to: Point(x: plot.x, y: plot.maxY), Palette.axis)
    }
    if axes.x.categories.isEmpty {
      for x in xTicks.map(Self.sharp) {
        canvas.line(from: Point(x: x, y: plot.maxY), to: Point(x: x, y: plot.maxY + 4), Palette.axis)
      }
    }
    if axes.y.categories.isEmpty {
      for y in yTicks.map(Self.sharp) {
        canvas.line(from: Point(x: plot.x - 4, y: y), to: Point(x: plot.x, y: y), Palette.axis)
      }
    }
  }

  private func drawReferences(on canvas: Canvas) {
    // Shorter and thinner than the dashes of curves.
    let dash = [4.5, 3.5]
    for line in chart.references {
      switch line.direction {
      case .horizontal:
        guard axes.y.contains(line.value), let t = axes.y.fraction(line.value) else { continue }
        let y = plot.maxY - t * plot.height
        canvas.line(
          from: Point(x: plot.x, y: y), to: Point(x: plot.maxX, y: y), line.colour, width: 1.4, dash: dash)
      case .vertical:
        guard axes.x.contains(line.value), let t = axes.x.fraction(line.value) else { continue }
        let x = plot.x + t * plot.width
        canvas.line(
          from: Point(x: x, y: plot.y), to: Point(x: x, y: plot.maxY), line.colour, width: 1.4, dash: dash)
      }
    }
    for leader in leaders { canvas.line(from: leader.from, to: leader.to, leader.colour, width: 1) }
  }

  /// The runs of consecutive points (x, y) that have a position on both axes.
  func runs(_ xs: [Double], _ ys: [Double]) -> [[Point]] {
    var runs: [[Point]] = []
    var run: [Point] = []
    for (x, y) in zip(xs, ys) {
      if let point = point(x, y) {
        run.append(point)
      } else if !run.isEmpty {
        runs.append(run)
        run = []
      }
    }
    return run.isEmpty ? runs : runs + [run]
  }

  private func draw(_ mark: LineMark, on canvas: Canvas) {
    for run in runs(mark.xs, mark.ys) {
      guard run.count > 1 else {
        // A single value between two gaps would be invisible as a line.
        canvas.circle(run[0], radius: mark.width * 0.9, fill: mark.colour)
        continue
      }
      let points = Self.thinned(run)
      let dash = (mark.style ?? .solid).dash(width: mark.width)
      canvas.stroke(points, mark.colour, width: mark.width, dash: dash)
      if mark.isTrajectory { drawDirection(of: points, mark, on: canvas) }
    }
  }

  /// Thins out long curves with several values per pixel: each half point of width keeps its highest and its lowest.
  static func thinned(_ points: [Point]) -> [Point] {
    guard points.count > 3000, zip(points, points.dropFirst()).allSatisfy({ $0.x <= $1.x }) else {
      return points
    }
    var result: [Point] = []
    var index = 0
    while index < points.count {
      let column = (points[index].x * 2).rounded(.down)
      var end = index
      var (low, high) = (index, index)
      while end < points.count, (points[end].x * 2).rounded(.down) == column {
        if points[end].y < points[low].y { low = end }
        if points[end].y > points[high].y { high = end }
        end += 1
      }
      for kept in Set([index, low, high, end - 1]).sorted() { result.append(points[kept]) }
      index = end
    }
    return result
  }

  private func drawDirection(of points: [Point], _ mark: LineMark, on canvas: Canvas) {
    let spacing = 80.0
    var untilNext = spacing / 2
    for (a, b) in zip(points, points.dropFirst()) {
      let length = hypot(b.x - a.x, b.y - a.y)
      // Segments that lead far outside the page would get millions of arrowheads.
      guard length > 0, length < 5000 else { continue }
      while untilNext <= length {
        let t = untilNext / length
        let tip = Point(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
        canvas.arrowHead(at: tip, direction: atan2(b.y - a.y, b.x - a.x), length: 9, mark.colour)
        untilNext += spacing
      }
      untilNext -= length
    }
    canvas.circle(points[0], radius: 4, fill: Palette.paper, outline: mark.colour, outlineWidth: 1.8)
    canvas.circle(
      points[points.count - 1], radius: 4.5, fill: mark.colour, outline: Palette.paper, outlineWidth: 1)
  }

  private func draw(_ mark: ScatterMark, on canvas: Canvas) {
    let isDense = mark.xs.count > 800
    let symbol = (mark.marker ?? .circle).symbol(
      radius: mark.radius * markScale, mark.colour.opacity(isDense ? 0.6 : 0.9), outlined: !isDense)
    // Points beyond the plot's edge are clipped: they need not be in the file.
    let visible = plot.insetBy(-4 * mark.radius)
    let points = zip(mark.xs, mark.ys).compactMap { point($0, $1) }
    canvas.symbols(
      symbol, at: points.filter { visible.contains(Rect(x: $0.x, y: $0.y, width: 0, height: 0)) })
  }

  private func draw(_ mark: AreaMark, on canvas: Canvas) {
    // A logarithmic axis has no zero; its lower end takes the place of zero.
    let lower = mark.lower.map { axes.y.isLogarithmic && $0 <= 0 ? axes.y.lower : $0 }
    var xs: [Double] = []
    var ys: [Double] = []
    var bases: [Double] = []
    func finish() {
      let top = runs(xs, ys).flatMap(\.self)
      let bottom = runs(xs, bases).flatMap(\.self)
      canvas.fill(top + bottom.reversed(), mark.colour.opacity(mark.opacity))
      canvas.stroke(
        top, mark.colour, width: mark.standsOnZero ? 2 : 1, dash: mark.outline.dash(width: 2.4))
      if !mark.standsOnZero { canvas.stroke(bottom, mark.colour, width: 1) }
      (xs, ys, bases) = ([], [], [])
    }
    for (index, x) in mark.xs.enumerated() {
      let upper = axes.y.isLogarithmic && mark.upper[index] <= 0 ? axes.y.lower : mark.upper[index]
      if point(x, upper) != nil, point(x, lower[index]) != nil {
        xs.append(x)
        ys.append(upper)
        bases.append(lower[index])
      } else {
        finish()
      }
    }
    finish()
  }

  private func draw(_ mark: BarsMark, on canvas: Canvas) {
    for bar in bars(mark).compactMap(\.self) { canvas.fill(bar, mark.colour) }
  }

  private func draw(_ mark: HeatMapMark, on canvas: Canvas) {
    let grid = mark.grid
    guard let low = point(grid.x.lowerBound, grid.y.lowerBound),
      let high = point(grid.x.upperBound, grid.y.upperBound)
    else { return }
    let rect = Rect(x: low.x, y: high.y, width: high.x - low.x, height: low.y - high.y)
    let picture = mark.picture(width: rect.width, height: rect.height, resolution: canvas.resolution)
    canvas.draw(picture, in: rect)
    for level in mark.contours {
      let pieces = Contour.segments(of: mark.values, on: grid, at: level).compactMap { a, b in
        point(a.x, a.y).flatMap { a in point(b.x, b.y).map { b in (a, b) } }
      }
      canvas.stroke(pieces: pieces, Palette.ink.opacity(0.8), width: 1.5)
    }
  }

  private func draw(_ mark: ArrowsMark, on canvas: Canvas) {
    var arrows: [(from: Point, dx: Double, dy: Double)] = []
    // The length on the page of one unit along each axis; on a logarithmic axis there is no such length.
    let (unitX, unitY) = (
      plot.width / (axes.x.upper - axes.x.lower), plot.height / (axes.y.upper - axes.y.lower)
    )
    for index in mark.xs.indices {
      guard let from = point(mark.xs[index], mark.ys[index]), mark.dxs[index].isFinite,
        mark.dys[index].isFinite
      else { continue }
      arrows.append((from, mark.dxs[index] * unitX, -mark.dys[index] * unitY))
    }
    let longest = arrows.map { hypot($0.dx, $0.dy) }.max() ?? 0
    guard longest > 0, longest.isFinite else { return }
    let room = min(max((plot.width * plot.height / Double(arrows.count)).squareRoot() * 0.92, 14), 70)
    let scale = mark.scale ?? room / longest
    canvas.arrows(
      arrows.map { ($0.from, $0.dx * scale, $0.dy * scale) }, mark.colour, size: markScale)
  }
}
