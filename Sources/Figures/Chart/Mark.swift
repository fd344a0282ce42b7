/// How a line is drawn.
public enum LineStyle: Hashable, Sendable, CaseIterable {
  case solid, dashed, dotted, dashDotted

  func dash(width: Double) -> [Double] {
    switch self {
    case .solid: []
    case .dashed: [width * 3.2, width * 2]
    case .dotted: [width, width * 1.6]
    case .dashDotted: [width * 3.2, width * 1.6, width, width * 1.6]
    }
  }
}

/// The shape of a scattered point.
public enum Marker: Hashable, Sendable, CaseIterable {
  case circle, square, triangle, diamond, cross
}

/// One thing drawn on a chart's axes.
enum Mark: Hashable, Sendable {
  case line(LineMark)
  case scatter(ScatterMark)
  case area(AreaMark)
  case heatMap(HeatMapMark)
  case arrows(ArrowsMark)
  case bars(BarsMark)
  case note(NoteMark)
}

struct LineMark: Hashable, Sendable {
  var name: String
  var xs, ys: [Double]
  var colour: Colour
  var width: Double
  /// Nil for the first style that tells the curve from others; see ``SeriesStyles``.
  var style: LineStyle?
  /// Whether arrowheads along the line show its direction.
  var isTrajectory = false
}

struct ScatterMark: Hashable, Sendable {
  var name: String
  var xs, ys: [Double]
  var colour: Colour
  var radius: Double
  /// Nil for the first marker that tells the points from others; see ``SeriesStyles``.
  var marker: Marker?
}

/// A filled shape between two curves over the same x values; histograms are areas with steps.
struct AreaMark: Hashable, Sendable {
  var name: String
  var xs, lower, upper: [Double]
  var colour: Colour
  var opacity: Double
  var outline = LineStyle.solid
  /// Whether the lower curve is zero, which must then be in the picture.
  var standsOnZero: Bool
}

struct HeatMapMark: Hashable, Sendable {
  var name: String
  var values: [Double]
  var grid: PlotGrid
  var range: ClosedRange<Double>
  var map: ColourMap
  var contours: [Double]
  var isSmooth: Bool
}

struct ArrowsMark: Hashable, Sendable {
  var name: String
  var xs, ys, dxs, dys: [Double]
  var colour: Colour
  /// The length of one unit of the arrows in units of the plot; nil for a length at which they do not overlap.
  var scale: Double?
}

struct BarsMark: Hashable, Sendable {
  var name: String
  var values: [Double]
  var colour: Colour
  var showsValues: Bool
}

struct NoteMark: Hashable, Sendable {
  var text: String
  var x, y: Double
}

/// A straight line across the whole plot, with its name beside the plot.
struct ReferenceLine: Hashable, Sendable {
  enum Direction: Hashable, Sendable { case horizontal, vertical }
  var direction: Direction
  var value: Double
  var label: String
  var colour: Colour
}
