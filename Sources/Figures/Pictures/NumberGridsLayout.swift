/// The positions of all cells, and of the text in them and around them.
struct NumberGridsLayout {
  struct Cell: Hashable {
    let rect: Rect
    let fill: Colour
    let isOutside: Bool
  }

  struct Frame: Hashable {
    let rect: Rect
    let colour: Colour
  }

  private(set) var cells: [Cell] = []
  private(set) var frames: [Frame] = []
  /// The numbers in the cells.
  private(set) var numbers: [PlacedText] = []
  /// All text outside the cells.
  private(set) var texts: [PlacedText] = []
  private(set) var size: Size
  /// The width of a cell in points.
  let cellSize: Double

  private static let gap = 30.0
  private static let rowGap = 26.0
  private static let titleGap = 7.0
  private static let noteGap = 6.0
  private static let largestCell = 34.0
  private static let smallestCell = 12.0
  private static let narrowestPage = 560.0
  private static let symbolStyle = TextStyle(size: 22, colour: Palette.softInk)

  init(_ figure: NumberGrids, _ typesetter: Typesetter) {
    let margin = FigureStyle.margin
    let room = FigureStyle.width - 2 * margin
    // The row with the least room for each cell decides; gaps stay as they are.
    let fitting = figure.rows.map { row in
      let gaps = row.dropLast().reduce(0) { $0 + Self.gap(after: $1, typesetter) }
      return (room - gaps) / Double(max(row.reduce(0) { $0 + $1.allColumns }, 1))
    }
    let cellSize = max(min(fitting.min() ?? Self.largestCell, Self.largestCell), Self.smallestCell)
      .rounded(.down)
    self.cellSize = cellSize
    let style = Self.numberStyle(figure.rows.flatMap { $0 }, cellSize: cellSize, typesetter)

    let widths = figure.rows.map { row in
      row.reduce(0) { $0 + Double($1.allColumns) * cellSize }
        + row.dropLast().reduce(0) { $0 + Self.gap(after: $1, typesetter) }
    }
    let pageWidth = max(Self.narrowestPage, (widths.max() ?? 0) + 2 * margin).rounded(.up)
    let page = PageText(
      title: figure.title, subtitle: figure.subtitle, caption: figure.caption, entries: [], width: pageWidth,
      typesetter)
    size = Size(width: pageWidth, height: 0)

    var y = margin + page.headHeight
    for (row, width) in zip(figure.rows, widths) {
      let blocks = row.map { grid in
        // A title may be a little wider than a narrow grid: there is a gap beside it.
        let width = Double(grid.allColumns) * cellSize + Self.gap(after: grid, typesetter) - 8
        return (
          title: typesetter.balancedBlock(grid.title, .panelTitle, maxWidth: width),
          note: typesetter.block(grid.note, .caption, maxWidth: width)
        )
      }
      let head = blocks.map(\.title.height).max() ?? 0
      let rowTop = (y + head + (head > 0 ? Self.titleGap : 0)).rounded(.up)
      let rowHeight = Double(row.map(\.allRows).max() ?? 0) * cellSize
      var x = (margin + (pageWidth - 2 * margin - width) / 2).rounded()
      var bottom = rowTop + rowHeight
      for (grid, block) in zip(row, blocks) {
        // Lower grids are centred in the row, like the parts of a formula.
        let height = Double(grid.allRows) * cellSize
        let top = (rowTop + (rowHeight - height) / 2).rounded(.down)
        let area = Rect(x: x, y: top, width: Double(grid.allColumns) * cellSize, height: height)
        place(grid, in: area, style, typesetter)
        texts += typesetter.place(
          block.title, at: Point(x: x, y: top - Self.titleGap), .left, .bottom, role: .title)
        texts += typesetter.place(
          block.note, at: Point(x: x, y: area.maxY + Self.noteGap), .left, .top, role: .caption)
        let gap = Self.gap(after: grid, typesetter)
        if !grid.symbol.isEmpty {
          texts.append(
            typesetter.place(
              grid.symbol, Self.symbolStyle, at: Point(x: area.maxX + gap / 2, y: area.midY), .centre,
              .middle,
              role: .label))
        }
        bottom = max(bottom, area.maxY + (block.note.lines.isEmpty ? 0 : Self.noteGap + block.note.height))
        x = area.maxX + gap
      }
      y = bottom + Self.rowGap
    }
    if !figure.rows.isEmpty { y -= Self.rowGap }
    let captionTop = y + page.footHeight - page.caption.height
    texts += page.place(top: margin, captionTop: captionTop, typesetter)
    size = Size(
      width: max(pageWidth, (texts.map(\.bounds.maxX).max() ?? 0) + margin).rounded(.up),
      height: (captionTop + page.caption.height + margin).rounded(.up))
  }

  private mutating func place(_ grid: NumberGrid, in area: Rect, _ style: TextStyle, _ typesetter: Typesetter)
  {
    func rect(rows: Range<Int>, columns: Range<Int>) -> Rect {
      Rect(
        x: area.x + Double(columns.lowerBound + grid.padding.left) * cellSize,
        y: area.y + Double(rows.lowerBound + grid.padding.top) * cellSize,
        width: Double(columns.count) * cellSize, height: Double(rows.count) * cellSize)
    }
    for row in -grid.padding.top..<grid.rows + grid.padding.bottom {
      for column in -grid.padding.left..<grid.columns + grid.padding.right {
        let place = rect(rows: row..<row + 1, columns: column..<column + 1)
        let inside = grid.value(row, column)
        let value = inside ?? grid.outside
        let fill = inside.map(grid.colour) ?? Palette.paper
        cells.append(Cell(rect: place, fill: fill, isOutside: inside == nil))
        var style = style
        style.colour = inside == nil ? Palette.paleInk : fill.lightness < 55 ? Palette.paper : Palette.ink
        let text = grid.text(value)
        guard !text.isEmpty else { continue }
        numbers.append(
          typesetter.place(
            text, style, at: Point(x: place.midX, y: place.midY), .centre, .middle, role: .tick))
      }
    }
    // A frame that overlaps an earlier one is a little smaller, so that no edge hides another.
    var levels: [Int] = []
    for (index, frame) in grid.frames.enumerated() {
      let below = (0..<index).filter {
        grid.frames[$0].rows.overlaps(frame.rows) && grid.frames[$0].columns.overlaps(frame.columns)
      }
      levels.append(below.map { levels[$0] + 1 }.max() ?? 0)
      let rect = rect(rows: frame.rows, columns: frame.columns)
      frames.append(Frame(rect: rect.insetBy(3.5 * Double(levels[index])), colour: frame.colour))
    }
  }

  /// The largest size at which the widest number fits its cell.
  private static func numberStyle(
    _ grids: [NumberGrid], cellSize: Double, _ typesetter: Typesetter
  ) -> TextStyle {
    let texts = Set(grids.flatMap { grid in grid.values.map(grid.text) + [grid.text(grid.outside)] })
    let style = TextStyle(size: min(cellSize * 0.47, 15))
    let widest = texts.map { typesetter.width($0, style) }.max() ?? 0
    return TextStyle(size: style.size * min(1, (cellSize - 4) / max(widest, 1)))
  }

  private static func gap(after grid: NumberGrid, _ typesetter: Typesetter) -> Double {
    grid.symbol.isEmpty ? gap : typesetter.width(grid.symbol, symbolStyle) + 24
  }

  func draw(on canvas: Canvas) {
    let inside = cells.filter { !$0.isOutside }
    for cell in inside { canvas.fill(cell.rect, cell.fill) }
    for cell in inside { canvas.stroke(cell.rect, Palette.axis, width: 0.75) }
    for cell in cells where cell.isOutside {
      let r = cell.rect.insetBy(1.5)
      canvas.stroke(
        [
          Point(x: r.x, y: r.y), Point(x: r.maxX, y: r.y), Point(x: r.maxX, y: r.maxY),
          Point(x: r.x, y: r.maxY), Point(x: r.x, y: r.y),
        ], Palette.axis, width: 0.75, dash: [2.5, 2.5])
    }
    for frame in frames { canvas.stroke(frame.rect, frame.colour, width: 3) }
    for text in numbers + texts { canvas.draw(text) }
  }
}
