import GANKit

/// The places of a diagram's blocks, and the ways of its arrows.
struct BlockDiagramLayout {
  private(set) var sketch = DiagramSketch()
  let legend: Legend
  let size: Size

  private static let rowHeight = 132.0

  /// All text on the page.
  var texts: [PlacedText] { sketch.texts + legend.texts }

  init(_ diagram: BlockDiagram, _ typesetter: Typesetter) {
    let margin = FigureStyle.margin
    let width = FigureStyle.width
    let page = PageText(
      title: diagram.title, subtitle: "", caption: diagram.caption, entries: diagram.keys, width: width,
      typesetter)
    let top = margin + page.headHeight + 8
    let cell = Size(width: (width - 2 * margin) / Double(diagram.columns), height: Self.rowHeight)
    let places = diagram.blocks.map { block in
      PlacedBlock(
        block,
        centre: Point(
          x: margin + (block.column + 0.5) * cell.width, y: top + (block.row + 0.5) * cell.height),
        rowHeight: cell.height, typesetter)
    }
    func place(_ name: String) -> PlacedBlock { places[diagram.blocks.firstIndex { $0.name == name }!] }
    for arrow in diagram.arrows {
      let points = Self.way(arrow, from: place(arrow.from), to: place(arrow.to))
      sketch.arrow(
        points, arrow.colour ?? Palette.ink, width: arrow.isDashed ? 2.2 : 1.8,
        dash: arrow.isDashed ? [7, 4.5] : [])
      guard !arrow.label.isEmpty, points.count >= 2 else { continue }
      let (a, b) = (points[points.count - 2], points[points.count - 1])
      sketch.text(
        typesetter.place(
          arrow.label, .diagramDetail, at: Point(x: (a.x + b.x) / 2, y: min(a.y, b.y) - 5), .centre, .bottom,
          role: .label))
    }
    for place in places { place.add(to: &sketch) }
    legend = page.legend
    let bottom = max(sketch.bottom, top)
    let captionTop = bottom + page.footHeight - page.caption.height + 4
    sketch.text(page.place(top: margin, captionTop: captionTop, typesetter))
    size = Size(width: width, height: (captionTop + page.caption.height + margin).rounded(.up))
  }

  func draw(on canvas: Canvas) {
    sketch.draw(on: canvas)
    legend.draw(on: canvas)
    for text in legend.texts { canvas.draw(text) }
  }

  /// The corners of an arrow.
  private static func way(_ arrow: BlockDiagram.Arrow, from: PlacedBlock, to: PlacedBlock) -> [Point] {
    var start = from.point(on: arrow.leaving, towards: to.rect)
    var end = to.point(on: arrow.entering, towards: from.rect)
    let isLevel = { (side: BlockDiagram.Side) in side == .left || side == .right }
    guard isLevel(arrow.leaving), isLevel(arrow.entering) else {
      // Up or down, and perhaps once around a corner.
      if isLevel(arrow.leaving) { return [start, Point(x: end.x, y: start.y), end] }
      if isLevel(arrow.entering) { return [start, Point(x: start.x, y: end.y), end] }
      return [start, end]
    }
    start.y -= arrow.offset
    end.y -= arrow.offset
    if abs(start.y - end.y) < 1 { return [start, Point(x: end.x, y: start.y)] }
    // The upright piece is shifted so that ways with different offsets do not cross.
    let shift = abs(arrow.offset)
    let middle = (start.x + end.x) / 2 - shift
    return [start, Point(x: middle, y: start.y), Point(x: middle, y: end.y), end]
  }
}

/// A block on the page.
private struct PlacedBlock {
  let rect: Rect
  private let block: BlockDiagram.Block
  private let texts: [PlacedText]

  private static let pageOffset = 5.0

  init(_ block: BlockDiagram.Block, centre: Point, rowHeight: Double, _ typesetter: Typesetter) {
    self.block = block
    let isNetwork = block.form == .widening || block.form == .narrowing
    let style = isNetwork ? TextStyle(size: 22, isBold: true) : .diagramName
    let name = typesetter.block(block.name, style, maxWidth: 120)
    let usual =
      switch block.form {
      case .box: Size(width: max(name.width + 26, 62), height: name.height + 26)
      case .stack: Size(width: max(name.width + 26, 62), height: name.height + 30)
      case .vector: Size(width: 15, height: 66)
      case .widening, .narrowing: Size(width: 84, height: 92)
      }
    let height = block.tall > 0 ? block.tall * rowHeight + usual.height : usual.height
    rect = Rect(
      x: centre.x - usual.width / 2, y: centre.y - height / 2, width: usual.width, height: height)
    var (texts, below): ([PlacedText], Double) = ([], rect.maxY + 6)
    if block.form == .vector {
      texts += typesetter.place(name, at: Point(x: centre.x, y: below), .centre, .top, role: .label)
      below += name.height + 1
    } else {
      texts += typesetter.place(name, at: centre, .centre, .middle, role: .label)
    }
    let note = typesetter.block(block.note, .diagramDetail, maxWidth: 150)
    texts += typesetter.place(note, at: Point(x: centre.x, y: below), .centre, .top, role: .note)
    self.texts = texts
  }

  /// Where an arrow meets a side: level with the other block if it can be.
  func point(on side: BlockDiagram.Side, towards other: Rect) -> Point {
    let gap = 5.0
    let reach = max(0, rect.height / 2 - 22)
    let slope = block.form == .widening && side == .left || block.form == .narrowing && side == .right
    // The short side of a trapezoid.
    let level = slope ? rect.midY : min(max(other.midY, rect.midY - reach), rect.midY + reach)
    let right = block.form == .stack ? rect.maxX + 2 * Self.pageOffset : rect.maxX
    return switch side {
    case .left: Point(x: rect.x - gap, y: level)
    case .right: Point(x: right + gap, y: level)
    case .top: Point(x: rect.midX, y: rect.y - gap)
    case .bottom: Point(x: rect.midX, y: rect.maxY + gap)
    }
  }

  func add(to sketch: inout DiagramSketch) {
    let colour = block.colour ?? Palette.paleInk
    let (fill, outline) = (colour.over(0.24), colour.over(0.95))
    let (left, right, top, bottom) = (rect.x, rect.maxX, rect.y, rect.maxY)
    switch block.form {
    case .box: sketch.area(rect.rounded(7), fill: fill, outline: outline, width: 1.4)
    case .stack:
      for page in [2.0, 1, 0] {
        let shifted = Rect(
          x: left + page * Self.pageOffset, y: top - page * Self.pageOffset, width: rect.width,
          height: rect.height)
        sketch.area(shifted.rounded(4), fill: fill, outline: outline, width: 1.4)
      }
    case .vector:
      sketch.slab(
        Slab(thickness: rect.width, height: rect.height, depth: Size(width: 0, height: 0)),
        at: Point(x: left, y: top), colour)
    case .widening, .narrowing:
      let inset = min(rect.height * 0.27, 64)
      let (inLeft, inRight) = block.form == .widening ? (inset, 0.0) : (0.0, inset)
      sketch.area(
        [
          Point(x: left, y: top + inLeft), Point(x: right, y: top + inRight),
          Point(x: right, y: bottom - inRight), Point(x: left, y: bottom - inLeft),
        ], fill: fill, outline: outline, width: 1.6)
    }
    sketch.text(texts)
  }
}

extension DiagramSketch {
  /// The lowest point of anything.
  var bottom: Double {
    let points = marks.flatMap { mark -> [Point] in
      switch mark {
      case .area(let points, _, _, _), .line(let points, _, _, _), .arrow(let points, _, _, _): points
      case .join(let centre, _): [Point(x: centre.x, y: centre.y + Self.joinRadius)]
      }
    }
    return max(points.map(\.y).max() ?? 0, texts.map(\.bounds.maxY).max() ?? 0)
  }
}
