import GANKit

/// A small image or a kernel as a grid of cells, each with its number: one part of ``NumberGrids``.
///
/// ```swift
/// NumberGrid("image", image, map: .grey).padded(1).framed(rows: 0..<3, columns: 0..<3)
/// ```
public struct NumberGrid: Hashable, Sendable {
  /// A frame around some of the cells.
  struct Frame: Hashable, Sendable {
    var rows, columns: Range<Int>
    var colour: Colour
  }

  struct Sides: Hashable, Sendable {
    var top = 0
    var bottom = 0
    var left = 0
    var right = 0
  }

  var title: String
  var note = ""
  /// The symbol between this grid and the next.
  var symbol = ""
  /// Row by row from the top; NaN leaves a cell empty.
  var values: [Double]
  var rows, columns: Int
  var decimals: Int
  var map: ColourMap
  var range: ClosedRange<Double>
  /// Cells around the image.
  var padding = Sides()
  var outside = 0.0
  var frames: [Frame] = []

  /// A grid of a tensor's numbers, `[rows, columns]`.
  ///
  /// - Parameters:
  ///   - title: what the grid shows, written above it.
  ///   - decimals: the number of digits after the decimal point.
  ///   - map: the colours of the cells.
  ///   - range: the numbers at the ends of the map; by default the smallest and the largest or, if some are negative, a
  ///     range that is symmetric about zero.
  public init(
    _ title: String = "", _ values: Tensor, decimals: Int = 0, map: ColourMap = Palette.sequential,
    range: ClosedRange<Double>? = nil
  ) {
    require(values.rank == 2, "NumberGrid: needs a tensor [rows, columns], found shape \(values.shape).")
    (rows, columns) = (values.shape[0], values.shape[1])
    self.values = values.scalars.map(Double.init)
    (self.title, self.decimals, self.map) = (title, decimals, map)
    let finite = self.values.filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
    self.range = range ?? (low < 0 ? -max(-low, high)...max(-low, high) : low...high)
  }

  /// Adds cells around the image, as padding does, with dashed edges and `value` in each.
  public func padded(top: Int, bottom: Int, left: Int, right: Int, with value: Double = 0) -> NumberGrid {
    require(min(top, bottom, left, right) >= 0, "NumberGrid: padding must not be negative.")
    return with {
      $0.padding = Sides(top: top, bottom: bottom, left: left, right: right)
      $0.outside = value
    }
  }

  /// The same number of cells on every side.
  public func padded(_ size: Int) -> NumberGrid { padded(top: size, bottom: size, left: size, right: size) }

  /// Draws a frame around cells, counted from the image's first row and column; padding before them has negative
  /// numbers.
  public func framed(rows: Range<Int>, columns: Range<Int>, colour: Colour = .generator) -> NumberGrid {
    with { $0.frames.append(Frame(rows: rows, columns: columns, colour: colour)) }
  }

  /// Small print below the grid.
  public func note(_ text: String) -> NumberGrid { with { $0.note = text } }

  /// Puts a symbol between this grid and the next, such as "×" or "=".
  public func followed(by symbol: String) -> NumberGrid { with { $0.symbol = symbol } }

  private func with(_ change: (inout NumberGrid) -> Void) -> NumberGrid {
    var copy = self
    change(&copy)
    return copy
  }

  // MARK: Cells

  /// Rows and columns with the padding.
  var allRows: Int { padding.top + rows + padding.bottom }
  var allColumns: Int { padding.left + columns + padding.right }

  /// The number at a position counted from the image's corner; nil outside the image.
  func value(_ row: Int, _ column: Int) -> Double? {
    guard (0..<rows).contains(row), (0..<columns).contains(column) else { return nil }
    return values[row * columns + column]
  }

  /// A number as the grid writes it; empty if it is not finite.
  public func text(_ value: some BinaryFloatingPoint) -> String {
    let value = Double(value)
    guard value.isFinite else { return "" }
    let scale = (0..<decimals).reduce(1.0) { result, _ in result * 10 }
    let rounded = (value * scale).rounded() / scale
    // A minus sign is as wide as a digit; a hyphen is hard to see.
    let digits = decimals == 0 ? "\(Int(abs(rounded)))" : Self.fixed(abs(rounded), decimals)
    return (rounded < 0 ? "\u{2212}" : "") + digits
  }

  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    var digits = "\(Int((value * (0..<decimals).reduce(1.0) { result, _ in result * 10 }).rounded()))"
    while digits.count <= decimals { digits = "0" + digits }
    return digits.dropLast(decimals) + "." + digits.suffix(decimals)
  }

  func colour(_ value: Double) -> Colour {
    guard value.isFinite else { return Palette.paper }
    let span = range.upperBound - range.lowerBound
    return map.colour(at: span > 0 ? (value - range.lowerBound) / span : 0)
  }
}
