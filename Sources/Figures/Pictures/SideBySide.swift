import Foundation
import Pictures

/// Finished figures beside each other, such as the same figure of two runs.
///
/// Each is shown under its label, in its own shape; one that is wide is made smaller.
public struct SideBySide: Figure, Hashable {
  let images: [Image]
  let labels: [String]
  let title: String

  /// - Parameter figures: PNG files; of one that moves, its still picture is shown.
  /// - Throws: `DataError` if one of them is damaged.
  public init(_ figures: [(label: String, picture: Data)], title: String = "") throws {
    images = try figures.map { label, picture in
      let image = try PNG.decode(picture, name: label)
      guard image.width > Self.widest else { return image }
      let height = max(1, (image.height * Self.widest + image.width / 2) / image.width)
      return image.resized(width: Self.widest, height: height, .area)
    }
    labels = figures.map(\.label)
    self.title = title
  }

  /// In pixels: text in a figure that is made this wide can still be read.
  private static let widest = 1200
  private static let gap = 24.0

  /// The figures as a PNG file.
  public func png() throws -> Data {
    let typesetter = Typesetter()
    let margin = FigureStyle.margin
    let resolution = Double(FigureStyle.resolution)
    let sizes = images.map {
      Size(width: Double($0.width) / resolution, height: Double($0.height) / resolution)
    }
    let blocks = zip(labels, sizes).map { label, size in
      typesetter.block(label, .panelTitle, maxWidth: max(size.width, 120))
    }
    let widths = zip(sizes, blocks).map { max($0.width, $1.width) }
    let width = widths.reduce(0, +) + Self.gap * Double(max(images.count - 1, 0)) + 2 * margin
    let head = typesetter.balancedBlock(title, .title, maxWidth: width - 2 * margin)
    let labelTop = margin + head.height + (head.lines.isEmpty ? 0 : 10)
    let top = (labelTop + (blocks.map(\.height).max() ?? 0) + 8).rounded(.up)
    let height = top + (sizes.map(\.height).max() ?? 0) + margin
    return try PNG.encode(
      Canvas.image(Size(width: width.rounded(.up), height: height.rounded(.up))) { canvas in
        for text in typesetter.place(head, at: Point(x: margin, y: margin), .left, .top, role: .title) {
          canvas.draw(text)
        }
        var left = margin
        for index in images.indices {
          let texts = typesetter.place(
            blocks[index], at: Point(x: left, y: labelTop), .left, .top, role: .label)
          for text in texts { canvas.draw(text) }
          // On whole pixels, so that none is blurred.
          let place = Rect(
            x: (left * resolution).rounded() / resolution, y: top, width: sizes[index].width,
            height: sizes[index].height)
          canvas.draw(images[index].enlarged(by: 1), in: place)
          left += widths[index] + Self.gap
        }
      })
  }
}
