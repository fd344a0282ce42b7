import Foundation
import GANKit

/// Pictures in rows and columns, enlarged by a whole number so that their pixels stay square and exact.
///
/// ```swift
/// ImageGrid(generator(noise, .inference), columns: 10, caption: "After 12,000 steps.")
/// ```
public struct ImageGrid: Figure, Hashable {
  var images: [Image]
  var columns: Int
  var scale: Int?
  var title: String
  var caption: String
  var rowLabels: [String]
  var columnLabels: [String]

  /// A grid of pictures of equal size, filled from left to right and from top to bottom.
  ///
  /// - Parameters:
  ///   - columns: pictures per row; by default as many as there are column labels, or else such that the
  ///     grid is about square.
  ///   - scale: the width of an image's pixel in pixels of the figure, of which there are two per point; by
  ///     default such that the grid fills the page.
  ///   - title: what the grid shows.
  ///   - caption: small print below.
  ///   - rowLabels: what stands to the left of each row.
  ///   - columnLabels: what stands above each column.
  public init(
    images: [Image], columns: Int? = nil, scale: Int? = nil, title: String = "", caption: String = "",
    rowLabels: [String] = [], columnLabels: [String] = []
  ) {
    precondition(columns ?? 1 > 0, "ImageGrid: there must be at least one column, not \(columns!).")
    precondition(scale ?? 1 > 0, "ImageGrid: pictures are enlarged by 1, 2, 3, ..., not by \(scale!).")
    if let first = images.first {
      let other = images.first { $0.width != first.width || $0.height != first.height }
      precondition(
        other == nil,
        """
        ImageGrid: all pictures must have the same size, but one has \(first.width) x \(first.height) pixels \
        and another \(other!.width) x \(other!.height).
        """)
    }
    self.images = images
    self.columns = columns ?? (columnLabels.isEmpty ? Self.columns(for: images.count) : columnLabels.count)
    self.scale = scale
    self.title = title
    self.caption = caption
    self.rowLabels = rowLabels
    self.columnLabels = columnLabels
  }

  /// A grid of the pictures in a tensor of shape `[N, H, W, C]`, where C is 1 or 3.
  ///
  /// - Parameters:
  ///   - range: the numbers that stand for black and white.
  ///   - columns: see ``init(images:columns:scale:title:caption:rowLabels:columnLabels:)``, as for the others.
  public init(
    _ images: Tensor, range: PixelRange = .signed, columns: Int? = nil, scale: Int? = nil, title: String = "",
    caption: String = "", rowLabels: [String] = [], columnLabels: [String] = []
  ) {
    self.init(
      images: Image.batch(images, range: range), columns: columns, scale: scale, title: title, caption: caption,
      rowLabels: rowLabels, columnLabels: columnLabels)
  }

  /// The grid as a PNG file.
  public func png() throws -> Data {
    let layout = ImageGridLayout(self, Typesetter())
    return try PNG.encode(Canvas.image(layout.size) { layout.draw(on: $0) })
  }

  /// The number of columns, at least as many as rows, that leaves no gap in the last row if there is one.
  static func columns(for count: Int) -> Int {
    let square = max(1, Int(Double(count).squareRoot().rounded(.up)))
    return (square...max(square, min(2 * square, 16))).first { count % $0 == 0 } ?? square
  }
}

/// The places of the pictures and of the text around them.
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
    // Large enough to see, but a few small pictures need not fill the page.
    scale = grid.scale ?? max(1, min(fitting / width, 280 / max(width, height)))
    let (cellWidth, cellHeight) = (width * scale, height * scale)

    let cellSize = Size(width: Double(cellWidth) / resolution, height: Double(cellHeight) / resolution)
    let stepX = Double(cellWidth + Self.gap) / resolution
    let stepY = Double(cellHeight + Self.gap) / resolution

    let rowBlocks = Self.rowBlocks(grid.rowLabels.prefix(rows), height: stepY, typesetter)
    let columnBlocks = Self.columnBlocks(grid.columnLabels.prefix(columns), width: stepX - 4, typesetter)
    let left = rowBlocks.isEmpty ? 0 : (rowBlocks.map(\.width).max() ?? 0) + Self.labelGap
    let gridWidth = Double(columns) * stepX - Double(Self.gap) / resolution
    let gridHeight = max(Double(rows) * stepY - Double(Self.gap) / resolution, 0)
    let pageWidth = max(left + gridWidth + 2 * margin, 360).rounded(.up)

    let page = PageText(
      title: grid.title, subtitle: "", caption: grid.caption, entries: [], width: pageWidth, typesetter)
    var top = margin + page.headHeight
    let columnHeight = columnBlocks.map(\.height).max() ?? 0
    if !columnBlocks.isEmpty { top += columnHeight + 6 }
    area = Rect(x: (margin + left).rounded(.up), y: top.rounded(.up), width: gridWidth, height: gridHeight)

    let area = area
    cells = grid.images.indices.map { index in
      Rect(
        x: area.x + Double(index % columns) * stepX, y: area.y + Double(index / columns) * stepY,
        width: cellSize.width, height: cellSize.height)
    }
    var texts: [PlacedText] = []
    for (column, block) in columnBlocks.enumerated() {
      texts += typesetter.place(
        block, at: Point(x: area.x + Double(column) * stepX + cellSize.width / 2, y: area.y - 6), .centre, .bottom,
        role: .label)
    }
    let every = Self.spacing(of: rowBlocks, height: stepY)
    for (row, block) in rowBlocks.enumerated() where row % every == 0 {
      texts += typesetter.place(
        block, at: Point(x: area.x - Self.labelGap, y: area.y + Double(row) * stepY + cellSize.height / 2), .right,
        .middle, role: .label)
    }
    var overhang = 0.0
    if let last = texts.filter({ $0.role == .label }).map(\.bounds.maxY).max() { overhang = max(0, last - area.maxY) }
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

  /// Row labels, broken into as many lines as their row has room for.
  private static func rowBlocks(_ labels: some Collection<String>, height: Double, _ typesetter: Typesetter) -> [TextBlock] {
    labels.map { label in
      let blocks = [90.0, 120, 160, 220, 300].lazy.map { typesetter.block(label, .tick, maxWidth: $0) }
      return blocks.first { $0.height <= height } ?? typesetter.block(label, .tick, maxWidth: 400)
    }
  }

  /// Every how many rows a label can stand without touching the next.
  private static func spacing(of blocks: [TextBlock], height: Double) -> Int {
    let tallest = blocks.map(\.height).max() ?? 0
    return max(1, Int((tallest / height).rounded(.up)))
  }

  /// Column labels, smaller where their words would otherwise have to be broken.
  private static func columnBlocks(
    _ labels: some Collection<String>, width: Double, _ typesetter: Typesetter
  ) -> [TextBlock] {
    let words = labels.flatMap { $0.split { $0 == " " || $0 == "\n" } }
    let styles = [13.0, 11.5, 10].map { TextStyle(size: $0, colour: Palette.softInk) }
    let style = styles.first { style in words.allSatisfy { typesetter.width(String($0), style) <= width } }
    return labels.map { typesetter.block($0, style ?? styles[2], maxWidth: max(width, 8)) }
  }
}

extension Image {
  /// Every pixel as a square of `scale` times `scale` pixels.
  func enlarged(by scale: Int) -> Picture {
    let (columns, rows) = (width * scale, height * scale)
    var pixels = [UInt32](repeating: 0, count: columns * rows)
    for y in 0..<rows {
      for x in 0..<columns {
        let start = ((y / scale) * width + x / scale) * channels
        let (red, green, blue) =
          channels == 3
          ? (self.pixels[start], self.pixels[start + 1], self.pixels[start + 2])
          : (self.pixels[start], self.pixels[start], self.pixels[start])
        pixels[y * columns + x] = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
      }
    }
    return Picture(columns: columns, rows: rows, pixels: pixels)
  }
}
