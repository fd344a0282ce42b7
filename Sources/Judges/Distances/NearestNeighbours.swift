import GANKit

/// For each row of one set, the nearest row of another: which training image is most like this sample?
///
/// The distance is the Euclidean one. The time grows with N M D; the memory is that of a few blocks of 512 rows.
public struct NearestNeighbours: Sendable {
  /// The index of the nearest row in the other set.
  public let rows: [Int]
  /// The distance to it.
  public let distances: [Double]

  /// The best row found so far.
  private struct Nearest: Sendable {
    var row: Int
    var square: Double
  }

  /// - Parameters:
  ///   - points: `[N, D]`.
  ///   - members: `[M, D]`, at least one row.
  public init(of points: Tensor, in members: Tensor) {
    require(
      points.rank == 2 && members.rank == 2 && points.shape[1] == members.shape[1] && members.shape[0] > 0,
      "NearestNeighbours: needs rows [N, D] and [M, D], found \(points.shape) and \(members.shape)")
    let lengths = InnerProducts.squares(of: points)
    let squares = InnerProducts.squares(of: members)
    let start = Nearest(row: 0, square: .infinity)
    let nearest = [Nearest].byRow(count: points.shape[0], initially: start) { nearest in
      InnerProducts.forEachRow(of: points, against: members) { row, others, products in
        var best = nearest.pointer[row]
        for (other, product) in zip(others, products) {
          let square = lengths[row] + squares[other] - 2 * product
          if square < best.square { best = Nearest(row: other, square: square) }
        }
        nearest.pointer[row] = best
      }
    }
    rows = nearest.map(\.row)
    distances = nearest.map { max(0, $0.square).squareRoot() }
  }
}
