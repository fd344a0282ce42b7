import GANKit

/// A rectangle of the plane, divided into cells, for a heat map.
///
/// ```swift
/// let grid = PlotGrid(x: -2...2, y: -2...2, columns: 80, rows: 80)
/// chart.heatMap("D(x)", grid.points.map { d($0.x, $0.y) }, on: grid)
/// ```
public struct PlotGrid: Hashable, Sendable {
  /// The range that the grid covers on each axis.
  public let x, y: ClosedRange<Double>
  /// The number of cells side by side, and one above another.
  public let columns, rows: Int

  /// A grid of `columns` times `rows` cells.
  public init(x: ClosedRange<Double>, y: ClosedRange<Double>, columns: Int = 100, rows: Int = 100) {
    require(
      columns > 0 && rows > 0,
      "PlotGrid: there must be at least one column and one row, not \(columns) x \(rows).")
    self.x = x
    self.y = y
    self.columns = columns
    self.rows = rows
  }

  /// The cells' middles: from left to right in the lowest row, then in the row above it, and so on.
  public var points: [(x: Double, y: Double)] {
    (0..<rows).flatMap { row in (0..<columns).map { column in middle(column: column, row: row) } }
  }

  func middle(column: Int, row: Int) -> (x: Double, y: Double) {
    (
      x: x.lowerBound + (Double(column) + 0.5) / Double(columns) * (x.upperBound - x.lowerBound),
      y: y.lowerBound + (Double(row) + 0.5) / Double(rows) * (y.upperBound - y.lowerBound)
    )
  }
}
