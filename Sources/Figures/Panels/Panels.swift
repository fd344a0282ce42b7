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
  var spokenDescription = ""
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

  /// What the SVG file says to those who do not see the panels. Without it, they describe their axes and series.
  public func description(_ text: String) -> Panels { with { $0.spokenDescription = text } }

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
    return Canvas.svg(layout.size, words) { layout.draw(on: $0) }
  }

  /// The same panels, with series that look the same in all of them.
  var withDistinctSeries: Panels { with { $0.charts = charts.withDistinctSeries } }

  private var words: FigureWords {
    guard spokenDescription.isEmpty else { return FigureWords(title: title, description: spokenDescription) }
    let first = charts.first
    // Axes that all panels share are named once, for all.
    let axes = charts.dropFirst().reduce(first.map(Axes.init)) { $0?.union(Axes($1)) }
    let shared = sharesRanges ? axes.flatMap { axes in first.map { axes.sentences($0.x, $0.y) } } ?? [] : []
    let panels = charts.enumerated().map { index, chart in
      let name = "Panel \(index + 1) of \(charts.count)" + (chart.title.isEmpty ? "" : ", \(chart.title)")
      let sentences = (sharesRanges ? chart.seriesSentences : chart.sentences) + chart.smallPrint
      return "\(name): \(sentences.joined(separator: " "))"
    }
    let smallPrint = [subtitle, caption].filter { !$0.isEmpty }.map(Spoken.sentence)
    return FigureWords(
      title: title.isEmpty ? charts.map(\.title).joined(separator: ", ") : title,
      description: (shared + (panels.isEmpty ? ["There are no panels."] : panels) + smallPrint)
        .joined(separator: " "))
  }

  private func with(_ change: (inout Panels) -> Void) -> Panels {
    var copy = self
    change(&copy)
    return copy
  }
}
