/// The lines along which a function on a grid takes a value, by marching squares.
enum Contour {
  typealias Place = (x: Double, y: Double)

  /// Pieces of the line where `values`, one per cell of `grid`, pass through `level`.
  static func segments(of values: [Double], on grid: PlotGrid, at level: Double) -> [(Place, Place)] {
    var segments: [(Place, Place)] = []
    guard grid.rows > 1, grid.columns > 1 else { return segments }
    for row in 0..<grid.rows - 1 {
      for column in 0..<grid.columns - 1 {
        let corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
        let heights = corners.map { values[$0.1 * grid.columns + $0.0] - level }
        guard heights.allSatisfy(\.isFinite) else { continue }
        var crossings: [Place] = []
        for side in 0..<4 {
          let next = (side + 1) % 4
          guard (heights[side] < 0) != (heights[next] < 0) else { continue }
          let t = heights[side] / (heights[side] - heights[next])
          let a = grid.middle(column: corners[side].0, row: corners[side].1)
          let b = grid.middle(column: corners[next].0, row: corners[next].1)
          crossings.append((a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)))
        }
        // Two crossings are one line; at a saddle there are four, and the middle says which belong together.
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
}
