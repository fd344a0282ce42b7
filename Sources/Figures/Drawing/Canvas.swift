import Foundation
import Pictures

/// A white page, measured in points from the top left corner.
final class Canvas {
  private let surface: any Surface

  /// How many pixels a point of a picture is worth; see ``Surface``.
  var resolution: Int { surface.resolution }

  init(_ surface: some Surface) { self.surface = surface }

  /// A page as an image, with `FigureStyle.resolution` pixels per point.
  static func image(_ size: Size, draw: (Canvas) throws -> Void) throws -> Image {
    try CairoSurface.image(size) { try draw(Canvas($0)) }
  }

  /// A page as SVG, with a title and a description for those who do not see it.
  static func svg(_ size: Size, _ words: FigureWords, draw: (Canvas) throws -> Void) rethrows -> Data {
    let surface = SVGSurface()
    try draw(Canvas(surface))
    return surface.document(size, words)
  }
}

// MARK: - Shapes

extension Canvas {
  func clipped(to rect: Rect, _ body: () -> Void) { surface.clipped(to: rect, body) }

  func fill(_ rect: Rect, _ colour: Colour) { surface.fill(.rect(rect), colour) }

  func fill(_ points: some Collection<Point>, _ colour: Colour) {
    guard !points.isEmpty else { return }
    surface.fill(.polygon(Array(points)), colour)
  }

  /// Fills polygons that do not overlap in one go.
  func fill(polygons: [[Point]], _ colour: Colour) {
    guard !polygons.isEmpty else { return }
    surface.fill(.lines(polygons), colour)
  }

  func stroke(_ rect: Rect, _ colour: Colour, width: Double = 1) {
    surface.stroke(.rect(rect), Pen(colour: colour, width: width))
  }

  func line(from a: Point, to b: Point, _ colour: Colour, width: Double = 1, dash: [Double] = []) {
    surface.stroke(.lines([[a, b]]), Pen(colour: colour, width: width, dash: dash))
  }

  /// A line through points, with round ends unless it is dashed.
  func stroke(_ points: some Collection<Point>, _ colour: Colour, width: Double, dash: [Double] = []) {
    guard !points.isEmpty else { return }
    surface.stroke(
      .lines([Array(points)]),
      Pen(colour: colour, width: width, dash: dash, cap: dash.isEmpty ? .round : .butt))
  }

  /// Strokes separate pieces in one go, so that their ends do not show where they meet.
  func stroke(pieces: [(Point, Point)], _ colour: Colour, width: Double) {
    guard !pieces.isEmpty else { return }
    surface.stroke(.lines(pieces.map { [$0, $1] }), Pen(colour: colour, width: width, cap: .round))
  }

  func circle(
    _ centre: Point, radius: Double, fill colour: Colour, outline: Colour? = nil, outlineWidth: Double = 0
  ) {
    surface.fill(.circle(centre, radius: radius), colour)
    guard let outline else { return }
    surface.stroke(.circle(centre, radius: radius), Pen(colour: outline, width: outlineWidth))
  }

  /// The same symbol at each of the points, in their order.
  func symbols(_ symbol: [FilledShape], at points: [Point]) {
    guard !points.isEmpty else { return }
    surface.symbols(symbol, at: points)
  }

  /// Draws one line of text, with a white halo if it lies on top of data.
  func draw(_ text: PlacedText, halo: Bool = false) { surface.draw(text, halo: halo) }

  /// Draws a picture, rows from top to bottom, stretched over `rect`.
  func draw(_ picture: Picture, in rect: Rect) {
    guard picture.columns > 0, picture.rows > 0 else { return }
    surface.draw(picture, in: rect)
  }
}
