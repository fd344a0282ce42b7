/// How much room a chain of slabs takes.
struct ChainStyle {
  var tallest: Double
  var thickest: Double
  var shape: TextStyle
  var operation: TextStyle
  var detail: TextStyle
  /// Whether "64×64×3" is written on two lines.
  var breaksShapes = false
  /// Where the text above an arrow is broken.
  var operationWidth = 84.0
  /// Room on each side of the text on an arrow.
  var padding: Double

  /// From the most generous to the narrowest.
  static let all = [
    ChainStyle(
      tallest: 116, thickest: 44, shape: .diagramShape, operation: .diagramOperation, detail: .diagramDetail,
      padding: 11),
    ChainStyle(
      tallest: 100, thickest: 34, shape: .diagramShape, operation: .diagramOperation, detail: .diagramDetail,
      breaksShapes: true, padding: 8),
    ChainStyle(
      tallest: 84, thickest: 26, shape: TextStyle(size: 13, isBold: true), operation: TextStyle(size: 13),
      detail: TextStyle(size: 12, colour: Palette.softInk), breaksShapes: true, padding: 6),
    ChainStyle(
      tallest: 84, thickest: 26, shape: TextStyle(size: 13, isBold: true), operation: TextStyle(size: 13),
      detail: TextStyle(size: 12, colour: Palette.softInk), breaksShapes: true, operationWidth: 60, padding: 6
    ),
  ]
}
