/// The positions of the pictures and of the text around them.
struct ImageGridLayout {
  let size: Size
  let texts: [PlacedText]
  /// The rectangle of each picture.
  let cells: [Rect]
  /// Pixels of the figure per pixel of a picture.
  let scale: Int

  private let grid: ImageGrid
  private let area: Rect

  /// Pixels of the figure between pictures.
  private static let gap = 4
  private static let labelGap = 8.0

  init(_ grid: ImageGrid, _ typesetter: Typesetter) {
    let margin = FigureStyle.margin
    let resolution = Double(FigureStyle.resolution)
    let (columns, rows) = (grid.columns, (grid.images.count + grid.columns - 1) / grid.columns)
    let (width, height) = (grid.images.first?.width ?? 1, grid.images.first?.height ?? 1)
    let longestRowLabel = grid.rowLabels.map { typesetter.width($0, .tick) }.max() ?? 0
    let labelRoom = grid.rowLabels.isEmpty ? 0 : min(longestRowLabel, 160) + Self.labelGap

    let room = Int((FigureStyle.width - 2 * margin - labelRoom) * resolution)
    let fitting = (room + Self.gap) / max(columns, 1) - Self.gap
    // Pictures should be large enough to see, but a few small ones need not fill the page.
    scale = grid.scale ?? max(1, min(fitting / width, 280 / max(width, height)))
    let (cellWidth, cellHeight) = (width * scale, height * scale)

    let cellSize = Size(width: Double(cellWidth) / resolution, height: Double(cellHeight) / resolution)
    let stepX = Double(cellWidth + Self.gap) / resolution
    let stepY = Double(cellHeight + Self.gap) / resolution

    let rowBlocks = Self.rowBlocks(grid.rowLabels.prefix(rows), height: stepY, typesetter)
    let columnLabels = ColumnLabels(grid.columnLabels.prefix(columns), width: stepX - 4, typesetter)
    let left = rowBlocks.isEmpty ? 0 : (rowBlocks.map(\.width).max() ?? 0) + Self.labelGap
    let gridWidth = Double(columns) * stepX - Double(Self.gap) / resolution
    let gridHeight = max(Double(rows) * stepY - Double(Self.gap) / resolution, 0)
    let pageWidth = max(left + gridWidth + 2 * margin, 360).rounded(.up)

    let page = PageText(
      title: grid.title, subtitle: "", caption: grid.caption, entries: [], width: pageWidth, typesetter)
    var top = margin + page.headHeight
    if !columnLabels.blocks.isEmpty { top += columnLabels.height + 6 }
    area = Rect(x: (margin + left).rounded(.up), y: top.rounded(.up), width: gridWidth, height: gridHeight)

    let area = area
    cells = grid.images.indices.map { index in
      Rect(
        x: area.x + Double(index % columns) * stepX, y: area.y + Double(index / columns) * stepY,
        width: cellSize.width, height: cellSize.height)
    }
    var texts: [PlacedText] = []
    for column in columnLabels.blocks.indices where column % columnLabels.every(step: stepX) == 0 {
      let middle = area.x + Double(column) * stepX + cellSize.width / 2
      texts += columnLabels.place(column, above: Point(x: middle, y: area.y - 6), typesetter)
    }
    let every = Self.spacing(of: rowBlocks, height: stepY)
    for (row, block) in rowBlocks.enumerated() where row % every == 0 {
      texts += typesetter.place(
        block, at: Point(x: area.x - Self.labelGap, y: area.y + Double(row) * stepY + cellSize.height / 2),
        .right,
        .middle, role: .label)
    }
    var overhang = 0.0
    if let last = texts.filter({ $0.role == .label }).map(\.bounds.maxY).max() {
      overhang = max(0, last - area.maxY)
    }
    let captionTop = area.maxY + overhang + page.footHeight - page.caption.height
    texts += page.place(top: margin, captionTop: captionTop, typesetter)
    self.texts = texts
    self.grid = grid
    let right = texts.map(\.bounds.maxX).max() ?? 0
    size = Size(
      width: max(pageWidth, area.maxX + margin, right + margin).rounded(.up),
      height: (captionTop + page.caption.height + margin).rounded(.up))
  }

  func draw(on canvas: Canvas) {
    for (image, cell) in zip(grid.images, cells) { canvas.draw(image.enlarged(by: scale), in: cell) }
    for text in texts { canvas.draw(text) }
  }

  /// Row labels, broken into as many lines as there is room for beside their row.
  private static func rowBlocks(_ labels: some Collection<String>, height: Double, _ typesetter: Typesetter)
    -> [TextBlock]
  {
    labels.map { label in
      let blocks = [90.0, 120, 160, 220, 300].lazy.map { typesetter.block(label, .tick, maxWidth: $0) }
      return blocks.first { $0.height <= height } ?? typesetter.block(label, .tick, maxWidth: 400)
    }
  }

  /// How many rows apart labels must be so that they do not touch.
  private static func spacing(of blocks: [TextBlock], height: Double) -> Int {
    let tallest = blocks.map(\.height).max() ?? 0
    return max(1, Int((tallest / height).rounded(.up)))
  }
}

/// Labels above columns: smaller if their words would otherwise not fit, and upright if even that is not enough.
private struct ColumnLabels {
  let blocks: [TextBlock]
  let areUpright: Bool

  init(_ labels: some Collection<String>, width: Double, _ typesetter: Typesetter) {
    let words = labels.flatMap { $0.split { $0 == " " || $0 == "\n" } }
    let styles = [13.0, 11.5, 10].map { TextStyle(size: $0, colour: Palette.softInk) }
    let style = styles.first { style in words.allSatisfy { typesetter.width(String($0), style) <= width } }
    areUpright = style == nil
    blocks = labels.map { label in
      guard let style else {
        return typesetter.block(
          label.split(separator: "\n").joined(separator: " "), styles[2], maxWidth: .infinity)
      }
      return typesetter.block(label, style, maxWidth: width)
    }
  }

  var height: Double { blocks.map { areUpright ? $0.width : $0.height }.max() ?? 0 }

  /// How many columns apart labels must be so that they do not touch.
  func every(step: Double) -> Int {
    guard areUpright, let height = blocks.map(\.height).max() else { return 1 }
    return max(1, Int((height / step).rounded(.up)))
  }

  func place(_ column: Int, above point: Point, _ typesetter: Typesetter) -> [PlacedText] {
    let block = blocks[column]
    guard areUpright else { return typesetter.place(block, at: point, .centre, .bottom, role: .label) }
    return typesetter.placeRotated(
      block, left: point.x - block.height / 2, middle: point.y - block.width / 2, role: .label)
  }
}
