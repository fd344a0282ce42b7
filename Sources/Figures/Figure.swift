/// Why a figure could not be drawn.
public struct FigureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What could not be drawn, and why.
  public let description: String

  init(_ description: String) { self.description = description }
}

/// What all figures have in common.
enum FigureStyle {
  /// Pixels per point, so that figures are sharp on high-resolution screens.
  static let resolution = 2
  /// The width of a figure in points: the width at which chapters show it.
  static let width = 800.0
  /// The white border, in points.
  static let margin = 20.0
  /// The width of the white line around text on data, of which the letters cover half.
  static let haloWidth = 4.0
}
