/// The lines along which a function on a grid takes a value, by marching squares.
enum Contour {
  typealias Place = (x: Double, y: Double)

  /// Pieces of the line where `values`, one per cell of `grid`, pass through `level`.
  ///
  /// Values change linearly between the middles of cells, and from there to the grid's edge.
  static func segments(of values: [Double], on grid: PlotGrid, at level: Double) -> [(Place, Place)] {
    var segments: [(Place, Place)] = []
    for row in -1..<grid.rows {
      for column in -1..<grid.columns {
        let corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)].map {
          corner(column: $0.0, row: $0.1, of: values, on: grid)
        }
        let heights = corners.map { $0.value - level }
        guard heights.allSatisfy(\.isFinite) else { continue }
        var crossings: [Place] = []
        for side in 0..<4 {
          let next = (side + 1) % 4
          guard (heights[side] < 0) != (heights[next] < 0) else { continue }
          let t = heights[side] / (heights[side] - heights[next])
          let (a, b) = (corners[side].place, corners[next].place)
          crossings.append((a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)))
        }
        // Two crossings make one line; at a saddle there are four, and the value in the middle tells which belong
        // together.
        if crossings.count == 2 { segments.append((crossings[0], crossings[1])) }
        if crossings.count == 4 {
          let middleIsBelow = heights.reduce(0, +) < 0
          let pairs = middleIsBelow == (heights[0] < 0) ? [(0, 1), (2, 3)] : [(3, 0), (1, 2)]
          for (a, b) in pairs { segments.append((crossings[a], crossings[b])) }
        }
      }
    }
    return segments
  }

  /// The value in the middle of a cell or, outside the outermost cells, on the grid's edge.
  private static func corner(
    column: Int, row: Int, of values: [Double], on grid: PlotGrid
  ) -> (place: Place, value: Double) {
    func value(_ column: Int, _ row: Int) -> Double { values[row * grid.columns + column] }
    let (u, v) = (min(max(column, 0), grid.columns - 1), min(max(row, 0), grid.rows - 1))
    let (inwards, upwards) = (
      min(max(u - column + u, 0), grid.columns - 1), min(max(v - row + v, 0), grid.rows - 1)
    )
    let middle = grid.middle(column: u, row: v)
    let place = (
      x: column < 0 ? grid.x.lowerBound : column >= grid.columns ? grid.x.upperBound : middle.x,
      y: row < 0 ? grid.y.lowerBound : row >= grid.rows ? grid.y.upperBound : middle.y
    )
    // Half a cell further out, values continue as they did over the last whole cell.
    let slope = (value(u, v) - value(inwards, v)) / 2 + (value(u, v) - value(u, upwards)) / 2
    return (place, value(u, v) + slope)
  }
}
