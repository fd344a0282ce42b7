/// What a ``Canvas`` draws on: pixels or SVG. It knows a handful of shapes; everything else is made of them.
protocol Surface: AnyObject {
  /// How many pixels a point of a picture is worth on this surface: pictures that are computed for the page, such as
  /// heat maps, are computed at this resolution.
  var resolution: Int { get }

  func fill(_ shape: Shape, _ colour: Colour)
  func stroke(_ shape: Shape, _ pen: Pen)
  /// The same symbol at each of the points, in their order.
  func symbols(_ symbol: [FilledShape], at points: [Point])
  /// One line of text; with a halo, it has a white rim that sets it off from what is below.
  func draw(_ text: PlacedText, halo: Bool)
  /// A picture stretched over a rectangle, its pixels with sharp edges unless it is smooth.
  func draw(_ picture: Picture, in rect: Rect)
  /// Leaves out what `body` draws outside of a rectangle.
  func clipped(to rect: Rect, _ body: () -> Void)
}

/// An outline on the page.
enum Shape: Hashable {
  case rect(Rect)
  case circle(Point, radius: Double)
  case polygon([Point])
  /// Open lines, each through its points.
  case lines([[Point]])
}

/// A shape and the colour that fills it, such as the parts of a marker.
struct FilledShape: Hashable {
  var shape: Shape
  var colour: Colour
}

/// How a line is drawn.
struct Pen: Hashable {
  enum Cap { case butt, round }

  var colour: Colour
  var width = 1.0
  /// Lengths drawn and left out in turn; none for an unbroken line.
  var dash: [Double] = []
  var cap = Cap.butt
}

/// Pixels in Cairo's order: `0x00RRGGBB`, row by row from the top.
struct Picture {
  let columns, rows: Int
  let pixels: [UInt32]
  /// Whether colours may blend into each other where the picture is shown larger.
  var isSmooth = false
}
