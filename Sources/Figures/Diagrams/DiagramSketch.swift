/// Everything on a diagram's page, in the order in which it is drawn.
struct DiagramSketch {
  enum Mark {
    case area([Point], fill: Colour?, outline: Colour?, width: Double)
    case line([Point], Colour, width: Double, dash: [Double])
    /// A line with an arrowhead at its end.
    case arrow([Point], Colour, width: Double, dash: [Double])
    /// A circle in which two values are joined.
    case join(Point, NetworkJoin)
  }

  enum NetworkJoin { case sum, concatenation }

  private(set) var marks: [Mark] = []
  private(set) var texts: [PlacedText] = []
  /// What text must not cover.
  private(set) var obstacles: [Rect] = []

  static let joinRadius = 8.0

  mutating func area(
    _ points: [Point], fill: Colour? = nil, outline: Colour? = nil, width: Double = 1,
    isObstacle: Bool = false
  ) {
    marks.append(.area(points, fill: fill, outline: outline, width: width))
    if isObstacle { obstacles.append(Rect(around: points)) }
  }

  mutating func line(_ points: [Point], _ colour: Colour, width: Double = 1.4, dash: [Double] = []) {
    marks.append(.line(points, colour, width: width, dash: dash))
    addObstacles(points)
  }

  mutating func arrow(_ points: [Point], _ colour: Colour, width: Double = 1.6, dash: [Double] = []) {
    marks.append(.arrow(points, colour, width: width, dash: dash))
    addObstacles(points)
  }

  mutating func join(at centre: Point, _ join: NetworkJoin) {
    marks.append(.join(centre, join))
    obstacles.append(
      Rect(
        x: centre.x - Self.joinRadius, y: centre.y - Self.joinRadius, width: 2 * Self.joinRadius,
        height: 2 * Self.joinRadius))
  }

  mutating func obstacle(_ rect: Rect) { obstacles.append(rect) }
  mutating func text(_ text: PlacedText) { texts.append(text) }
  mutating func text(_ text: [PlacedText]) { texts += text }

  /// Adds all of another sketch, moved so that its origin comes to lie at `origin`.
  mutating func add(_ other: DiagramSketch, at origin: Point) {
    func moved(_ point: Point) -> Point { Point(x: point.x + origin.x, y: point.y + origin.y) }
    func moved(_ rect: Rect) -> Rect {
      Rect(x: rect.x + origin.x, y: rect.y + origin.y, width: rect.width, height: rect.height)
    }
    marks += other.marks.map { mark in
      switch mark {
      case .area(let points, let fill, let outline, let width):
        .area(points.map(moved), fill: fill, outline: outline, width: width)
      case .line(let points, let colour, let width, let dash):
        .line(points.map(moved), colour, width: width, dash: dash)
      case .arrow(let points, let colour, let width, let dash):
        .arrow(points.map(moved), colour, width: width, dash: dash)
      case .join(let centre, let join): .join(moved(centre), join)
      }
    }
    texts += other.texts.map { text in
      var text = text
      (text.origin, text.bounds) = (moved(text.origin), moved(text.bounds))
      return text
    }
    obstacles += other.obstacles.map(moved)
  }

  /// Lines are obstacles where they run straight across or straight down.
  private mutating func addObstacles(_ points: [Point]) {
    for (a, b) in zip(points, points.dropFirst()) where abs(a.x - b.x) < 0.01 || abs(a.y - b.y) < 0.01 {
      obstacles.append(Rect(around: [a, b]).insetBy(-0.8))
    }
  }

  /// Texts that overlap another text, a slab, an arrow or the page's edge: none in a diagram that can be read.
  func collisions(on page: Size) -> [String] {
    let inside = Rect(x: 0, y: 0, width: page.width, height: page.height).insetBy(FigureStyle.margin / 2)
    return texts.enumerated().flatMap { index, text -> [String] in
      let bounds = text.bounds.insetBy(0.25)
      var found = texts[..<index].filter { bounds.overlaps($0.bounds) }.map {
        "\"\(text.text)\" overlaps \"\($0.text)\""
      }
      if obstacles.contains(where: bounds.overlaps) { found.append("\"\(text.text)\" is crossed or covered") }
      if !inside.contains(text.bounds) { found.append("\"\(text.text)\" is cut off") }
      return found
    }
  }

  func draw(on canvas: Canvas) {
    for mark in marks {
      switch mark {
      case .area(let points, let fill, let outline, let width):
        if let fill { canvas.fill(points, fill) }
        if let outline { canvas.stroke(points + points.prefix(2), outline, width: width) }
      case .line(let points, let colour, let width, let dash):
        canvas.stroke(points.withRoundCorners, colour, width: width, dash: dash)
      case .arrow(let points, let colour, let width, let dash):
        canvas.arrow(through: points, colour, width: width, dash: dash)
      case .join(let centre, let join):
        let radius = Self.joinRadius
        canvas.circle(
          centre, radius: radius, fill: Palette.paper, outline: Palette.softInk, outlineWidth: 1.4)
        let arm = radius * 0.55
        switch join {
        case .sum:
          canvas.line(
            from: Point(x: centre.x - arm, y: centre.y), to: Point(x: centre.x + arm, y: centre.y),
            Palette.softInk, width: 1.6)
          canvas.line(
            from: Point(x: centre.x, y: centre.y - arm), to: Point(x: centre.x, y: centre.y + arm),
            Palette.softInk, width: 1.6)
        case .concatenation:
          for side in [-1.0, 1] {
            let x = centre.x + side * arm * 0.5
            canvas.line(
              from: Point(x: x, y: centre.y - arm), to: Point(x: x, y: centre.y + arm), Palette.softInk,
              width: 1.6)
          }
        }
      }
    }
    for text in texts { canvas.draw(text) }
  }
}
