import Foundation

/// Something that can be drawn as a picture. The charts and grids themselves are in the target Figures.
public protocol Figure: Sendable {
  /// The figure as a PNG file. The same figure always gives the same bytes.
  func png() throws -> Data
}

/// A figure made of lines and text, which can also be drawn without pixels.
public protocol VectorFigure: Figure {
  /// The figure as an SVG file, with its title and a description. The same figure always gives the same bytes.
  func svg() throws -> Data
}
