/// The positions of the pictures, of the arrows between them, and of the text.
struct PictureChainLayout {
  let size: Size
  let texts: [PlacedText]
  /// The rectangle of each picture, row by row.
  let cells: [Rect]

  private let chain: PictureChain
  /// How often each pixel of a picture is repeated.
  private let scale: Int
  private var arrows: [(from: Point, to: Point)] = []
  /// Arrows with corners, from the last picture of a row back to its first.
  private var returns: [[Point]] = []

  init(_ chain: PictureChain, _ typesetter: Typesetter) {
    self.chain = chain
    let margin = FigureStyle.margin
    let columns = chain.rows.map(\.pictures.count).max() ?? 1
    let side = Double(chain.rows.flatMap(\.pictures).map { max($0.width, $0.height) }.max() ?? 1)
    // Arrows get at least 100 points each.
    let room = (FigureStyle.width - 2 * margin - 100 * Double(columns - 1)) / Double(columns)
    let resolution = Double(FigureStyle.resolution)
    scale = max(1, Int(min(room, 190) * resolution / side))
    let cell = side * Double(scale) / resolution
    // Large pictures widen the page.
    let width = max(FigureStyle.width, cell * Double(columns) + 100 * Double(columns - 1) + 2 * margin)
    let gap = (width - 2 * margin - cell * Double(columns)) / Double(max(columns - 1, 1))

    let page = PageText(
      title: chain.title, subtitle: "", caption: chain.caption, entries: [], width: width,
      typesetter)
    var (texts, cells): ([PlacedText], [Rect]) = ([], [])
    let (nameHeight, noteHeight) = (
      typesetter.lineMetrics(.panelTitle).height, typesetter.lineMetrics(.note).height
    )
    var top = margin + page.headHeight
    for row in chain.rows {
      let picturesTop = top + nameHeight + noteHeight + 8
      for (index, name) in row.names.enumerated() {
        let rect = Rect(
          x: margin + Double(index) * (cell + gap), y: picturesTop, width: cell, height: cell)
        cells.append(rect)
        texts.append(
          typesetter.place(name, .panelTitle, at: Point(x: rect.midX, y: top), .centre, .top, role: .label))
        texts.append(
          typesetter.place(
            row.notes[index], .note, at: Point(x: rect.midX, y: top + nameHeight + 2), .centre, .top,
            role: .note))
        guard index > 0 else { continue }
        arrows.append((Point(x: rect.x - gap + 8, y: rect.midY), Point(x: rect.x - 8, y: rect.midY)))
        texts.append(
          typesetter.place(
            row.arrows[index - 1], .title, at: Point(x: rect.x - gap / 2, y: rect.midY - 6), .centre, .bottom,
            role: .label))
      }
      let (first, last) = (cells[cells.count - row.pictures.count], cells[cells.count - 1])
      let bottom = first.maxY + 22
      returns.append([
        Point(x: last.midX, y: last.maxY + 5), Point(x: last.midX, y: bottom),
        Point(x: first.midX, y: bottom), Point(x: first.midX, y: first.maxY + 5),
      ])
      texts.append(
        typesetter.place(
          row.closing, .legend, at: Point(x: (first.midX + last.midX) / 2, y: bottom + 5), .centre, .top,
          role: .label))
      top = bottom + 5 + typesetter.lineMetrics(.legend).height + 18
    }
    let captionTop = top - 18 + page.footHeight - page.caption.height
    texts += page.place(top: margin, captionTop: captionTop, typesetter)
    (self.texts, self.cells) = (texts, cells)
    size = Size(width: width, height: (captionTop + page.caption.height + margin).rounded(.up))
  }

  func draw(on canvas: Canvas) {
    for (image, cell) in zip(chain.rows.flatMap(\.pictures), cells) {
      canvas.draw(image.enlarged(by: scale), in: cell)
    }
    for (from, to) in arrows {
      canvas.arrow(through: [from, to], Palette.generator, width: 3)
    }
    for points in returns { canvas.arrow(through: points, Palette.axis, width: 2) }
    for text in texts { canvas.draw(text) }
  }
}
