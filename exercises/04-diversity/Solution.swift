// exercise: 04-diversity
import GANKit

enum Solution: Diversity {
  /// How far pictures lie from one another. The diversity is this number for generated pictures, divided by
  /// that for real ones.
  /// - Parameter points: one picture in each row, `[N, D]`; `points[a]` is the picture `a`, `[D]`.
  static func spread(of points: Tensor) -> Double {
    let count = points.shape[0]
    let nearest = (0..<count).map { a in
      (0..<count).filter { $0 != a }.map { distance(points[a], points[$0]) }.min()!
    }
    return nearest.sorted()[count / 2]
  }

  /// The Euclidean distance of two pictures.
  private static func distance(_ a: Tensor, _ b: Tensor) -> Double {
    Double(square(a - b).sum().scalar).squareRoot()
  }
}
