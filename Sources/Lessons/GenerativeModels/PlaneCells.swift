import Figures
import GANKit

/// The square of the plane that holds the ring, cut into 64 x 64 cells, each with a name of 12 bits: what a model of
/// binary variables sees of the plane.
///
/// Six bits for each axis, the coarsest first, the axes in turn. They are a Gray code: the names of neighbours along an
/// axis differ in one bit.
enum PlaneCells {
  static let bitsPerAxis = 6
  static let bits = 2 * bitsPerAxis
  static let side = 1 << bitsPerAxis
  static let range = -3.2...3.2
  static let grid = PlotGrid(x: range, y: range, columns: side, rows: side)

  /// The width of a cell.
  static var width: Double { (range.upperBound - range.lowerBound) / Double(side) }

  // snippet.names
  /// The name of each point's cell, `[N, 2] -> [N, 12]`; points outside of the square count to its edge.
  static func names(of points: Tensor) -> Tensor {
    let cells = points.scalars.map { coordinate in
      min(max(Int(((Double(coordinate) - range.lowerBound) / width).rounded(.down)), 0), side - 1)
    }
    return names(ofCells: cells)
  }

  private static func names(ofCells cells: [Int]) -> Tensor {
    let codes = cells.map { $0 ^ ($0 >> 1) }
    var bits: [Float] = []
    for point in stride(from: 0, to: codes.count, by: 2) {
      for bit in (0..<bitsPerAxis).reversed() {
        for axis in 0..<2 { bits.append(Float(codes[point + axis] >> bit & 1)) }
      }
    }
    return Tensor(bits, shape: [cells.count / 2, self.bits])
  }
  // snippet.end

  /// A point at random in each named cell, `[N, 12] -> [N, 2]`.
  static func points(in names: Tensor, using random: Random) -> Tensor {
    let bits = names.scalars.map { $0 > 0.5 ? 1 : 0 }
    let coordinates = stride(from: 0, to: bits.count, by: self.bits).flatMap { start in
      (0..<2).map { axis in
        var cell = 0
        for bit in 0..<bitsPerAxis {
          // The bit of the number is the one of the code, exchanged wherever the bit before it is 1.
          cell = cell << 1 | (bits[start + 2 * bit + axis] ^ (cell & 1))
        }
        return Float(range.lowerBound + width * (Double(cell) + random.uniform()))
      }
    }
    return Tensor(coordinates, shape: [names.shape[0], 2])
  }

  /// The names of all cells in the order of ``grid``, `[4096, 12]`.
  static let all = names(ofCells: (0..<side * side).flatMap { [$0 % side, $0 / side] })

  /// The middles of all cells in the order of ``grid``, `[4096, 2]`.
  static let middles = Tensor(grid.points.flatMap { [Float($0.x), Float($0.y)] }, shape: [side * side, 2])
}
