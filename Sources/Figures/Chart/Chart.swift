import Foundation
import GANKit
import Pictures

/// Marks on two axes: curves, points, densities, histograms, heat maps, arrows and bars.
///
/// A chart is a value. Every method returns a chart with one more thing on it, so that the code reads like the figure:
///
/// ```swift
/// Chart("Losses", x: "step", y: "loss")
///   .line("discriminator", steps, lossD, colour: .discriminator)
///   .line("generator", steps, lossG, colour: .generator)
///   .reference(y: 2 * log(2), "2 ln 2")
/// ```
///
/// Numbers that are not finite leave a gap. Text is measured before anything is drawn: margins grow to fit it,
/// long titles and captions wrap, tick labels are thinned out, and the legend is above the plot.
public struct Chart: VectorFigure, Hashable {
  var title: String
  var subtitle = ""
  var caption = ""
  var spokenDescription = ""
  var x: AxisSpecification
  var y: AxisSpecification
  var marks: [Mark] = []
  var references: [ReferenceLine] = []
  /// The categories of the bars; empty if there are no bars.
  var categories: [String] = []
  var barsAreHorizontal = false
  var width = FigureStyle.width
  var height: Double?
  var hasEqualAspect = false
  var showsLegend = true

  /// An empty chart.
  ///
  /// - Parameters:
  ///   - title: what the chart shows.
  ///   - x: the name of the horizontal axis, with its unit.
  ///   - y: the name of the vertical axis, with its unit.
  public init(_ title: String = "", x: String = "", y: String = "") {
    self.title = title
    self.x = AxisSpecification(label: x)
    self.y = AxisSpecification(label: y)
  }

  /// The chart as a PNG file, two pixels per point.
  public func png() throws -> Data {
    let typesetter = Typesetter()
    let layout = ChartLayout(self, typesetter)
    return try PNG.encode(Canvas.image(layout.size) { layout.draw(on: $0) })
  }

  /// The chart as an SVG file.
  public func svg() throws -> Data {
    let typesetter = Typesetter()
    let layout = ChartLayout(self, typesetter)
    return Canvas.svg(layout.size, words) { layout.draw(on: $0) }
  }

  /// A copy of the chart, changed by `change`.
  func with(_ change: (inout Chart) -> Void) -> Chart {
    var copy = self
    change(&copy)
    return copy
  }

  func with(_ mark: Mark) -> Chart { with { $0.marks.append(mark) } }

  /// The colour for a mark that specifies none: the first in the series that no mark uses yet.
  func colour(_ given: Colour?) -> Colour {
    if let given { return given }
    let used = marks.compactMap(\.colour)
    return Palette.series.first { !used.contains($0) } ?? Palette.series[marks.count % Palette.series.count]
  }
}

/// What the caller asked of an axis.
struct AxisSpecification: Hashable, Sendable {
  var label: String
  var range: ClosedRange<Double>?
  var isLogarithmic = false
}

// MARK: - Text, axes and size

extension Chart {
  /// A sentence under the title: how to read the chart.
  public func subtitle(_ text: String) -> Chart { with { $0.subtitle = text } }

  /// Small print below the chart, such as where the data comes from and whether it is a stand-in.
  public func caption(_ text: String) -> Chart { with { $0.caption = text } }

  /// What the SVG file says to those who do not see the chart. Without it, the chart describes its axes and series.
  public func description(_ text: String) -> Chart { with { $0.spokenDescription = text } }

  /// Shows exactly this part of the horizontal axis; by default all marks are shown.
  public func xRange(_ range: ClosedRange<Double>) -> Chart { with { $0.x.range = range } }

  /// Shows exactly this part of the vertical axis; by default all marks are shown.
  public func yRange(_ range: ClosedRange<Double>) -> Chart { with { $0.y.range = range } }

  /// Makes equal ratios equal distances on the horizontal axis. Numbers that are not positive leave a gap.
  public func logarithmicX() -> Chart { with { $0.x.isLogarithmic = true } }

  /// Makes equal ratios equal distances on the vertical axis. Numbers that are not positive leave a gap.
  public func logarithmicY() -> Chart { with { $0.y.isLogarithmic = true } }

  /// Makes one unit equally long on both axes, for maps of the plane. The page adapts to the shape of the plot.
  public func equalAspect() -> Chart { with { $0.hasEqualAspect = true } }

  /// Sets the width of the whole page in points (800 by default, at least 200) and, unless nil, its height (at least
  /// 120).
  public func size(width: Double = 800, height: Double? = nil) -> Chart {
    require(
      width >= 200 && (height ?? 200) >= 120,
      "Chart: a page has at least 200 x 120 points, not \(width) x \(height ?? 0).")
    return with {
      $0.width = width
      $0.height = height
    }
  }

  /// Leaves the legend out.
  public func withoutLegend() -> Chart { with { $0.showsLegend = false } }
}
