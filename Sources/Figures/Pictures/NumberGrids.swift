import Foundation
import Pictures

/// Grids of numbers side by side, all with cells of the same size: an image, a kernel, and their products, for
/// instance.
///
/// ```swift
/// NumberGrids("One output pixel", [[window.followed(by: "×"), kernel.followed(by: "="), products]])
/// ```
public struct NumberGrids: VectorFigure, Hashable {
  var title: String
  var subtitle = ""
  var caption = ""
  var rows: [[NumberGrid]]

  /// Rows of grids, from top to bottom.
  public init(_ title: String = "", _ rows: [[NumberGrid]]) {
    (self.title, self.rows) = (title, rows)
  }

  /// A sentence under the title: how to read the grids.
  public func subtitle(_ text: String) -> NumberGrids { with { $0.subtitle = text } }

  /// Small print below the grids.
  public func caption(_ text: String) -> NumberGrids { with { $0.caption = text } }

  /// The grids as a PNG file, two pixels per point.
  public func png() throws -> Data {
    let layout = NumberGridsLayout(self, Typesetter())
    return try PNG.encode(Canvas.image(layout.size) { layout.draw(on: $0) })
  }

  /// The grids as an SVG file.
  public func svg() throws -> Data {
    let layout = NumberGridsLayout(self, Typesetter())
    return Canvas.svg(layout.size, words) { layout.draw(on: $0) }
  }

  private var words: FigureWords {
    let grids = rows.flatMap(\.self).map { grid in
      "\(grid.title.isEmpty ? "Grid" : grid.title): \(grid.rows) x \(grid.columns) numbers."
    }
    let smallPrint = [subtitle, caption].filter { !$0.isEmpty }.map(Spoken.sentence)
    return FigureWords(
      title: title.isEmpty ? "Grids of numbers" : title,
      description: ((grids.isEmpty ? ["There are no grids."] : grids) + smallPrint).joined(separator: " "))
  }

  private func with(_ change: (inout NumberGrids) -> Void) -> NumberGrids {
    var copy = self
    change(&copy)
    return copy
  }
}
