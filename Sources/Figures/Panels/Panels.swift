import Foundation
import GANKit
import Pictures

/// Charts side by side: the same view at several times or of several models.
///
/// The plots are aligned and equally wide; they share the title, the caption, the legend and, if all heat maps have
/// the same one, the colour bar.
///
/// ```swift
/// Panels("The generator comes closer", columns: 3, snapshots).sharedRanges()
/// ```
public struct Panels: VectorFigure, Hashable {
  var title: String
  var subtitle = ""
  var caption = ""
  var columns: Int
  var charts: [Chart]
  var width = FigureStyle.width
  var sharesRanges = false

  /// Charts in rows of `columns`, from left to right and from top to bottom.
  public init(_ title: String = "", columns: Int, _ charts: [Chart]) {
    require(columns > 0, "Panels: there must be at least one column, not \(columns).")
    self.title = title
    self.columns = columns
    self.charts = charts
  }

  /// A sentence under the title: how to read the panels.
  public func subtitle(_ text: String) -> Panels { with { $0.subtitle = text } }

  /// Small print below the panels.
  public func caption(_ text: String) -> Panels { with { $0.caption = text } }

  /// Gives all panels the same axes, so that they can be compared; only the outer ones are labelled.
  public func sharedRanges() -> Panels { with { $0.sharesRanges = true } }

  /// Sets the width of the whole page in points (800 by default, at least 200).
  public func size(width: Double) -> Panels {
    require(width >= 200, "Panels: a page is at least 200 points wide, not \(width).")
    return with { $0.width = width }
  }

  /// The panels as a PNG file, two pixels per point.
  public func png() throws -> Data {
    let layout = PanelsLayout(self, Typesetter())
    return try PNG.encode(Canvas.image(layout.size) { layout.draw(on: $0) })
  }

  /// The panels as an SVG file.
  public func svg() throws -> Data {
    let layout = PanelsLayout(self, Typesetter())
    return try Canvas.svg(layout.size) { layout.draw(on: $0) }
  }

  private func with(_ change: (inout Panels) -> Void) -> Panels {
    var copy = self
    change(&copy)
    return copy
  }
}
