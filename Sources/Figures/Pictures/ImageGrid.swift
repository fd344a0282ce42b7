import Foundation
import GANKit
import Pictures

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
  ///   - columns: the number of pictures per row; by default the number of column labels or, without labels, such that
  ///     the grid is about square.
  ///   - scale: the width of an image's pixel in pixels of the figure, of which there are two per point; by
  ///     default such that the grid fills the page.
  ///   - title: what the grid shows.
  ///   - caption: small print below.
  ///   - rowLabels: the labels to the left of the rows.
  ///   - columnLabels: the labels above the columns.
  public init(
    images: [Image], columns: Int? = nil, scale: Int? = nil, title: String = "", caption: String = "",
    rowLabels: [String] = [], columnLabels: [String] = []
  ) {
    require(columns ?? 1 > 0, "ImageGrid: there must be at least one column, not \(columns!).")
    require(scale ?? 1 > 0, "ImageGrid: the scale must be at least 1, not \(scale!).")
    if let first = images.first {
      let other = images.first { $0.width != first.width || $0.height != first.height }
      require(
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
  ///   - columns: see ``init(images:columns:scale:title:caption:rowLabels:columnLabels:)`` for this and the others.
  public init(
    _ images: Tensor, range: PixelRange = .signed, columns: Int? = nil, scale: Int? = nil, title: String = "",
    caption: String = "", rowLabels: [String] = [], columnLabels: [String] = []
  ) {
    self.init(
      images: Image.batch(images, range: range), columns: columns, scale: scale, title: title,
      caption: caption,
      rowLabels: rowLabels, columnLabels: columnLabels)
  }

  /// The grid as a PNG file.
  public func png() throws -> Data {
    let layout = ImageGridLayout(self, Typesetter())
    return try PNG.encode(Canvas.image(layout.size) { layout.draw(on: $0) })
  }

  /// A number of columns, not less than that of rows, that leaves no gap in the last row if possible.
  static func columns(for count: Int) -> Int {
    let square = max(1, Int(Double(count).squareRoot().rounded(.up)))
    return (square...max(square, min(2 * square, 16))).first { count % $0 == 0 } ?? square
  }
}
