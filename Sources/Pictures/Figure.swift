import Foundation

/// Something that can be drawn as a picture, such as a chart or a grid of images; the target Figures has them.
public protocol Figure: Sendable {
  /// The figure as a PNG file. The same figure always gives the same bytes.
  func png() throws -> Data
}

/// A figure made of lines and text, which can also be drawn without pixels.
public protocol VectorFigure: Figure {
  /// The figure as an SVG file, with its title and a description. The same figure always gives the same bytes.
  func svg() throws -> Data
}
