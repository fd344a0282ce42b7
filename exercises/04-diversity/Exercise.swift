// exercise: 04-diversity
import GANKit

enum Exercise: Diversity {
  /// How far pictures lie from one another. The diversity is this number for generated pictures, divided by
  /// that for real ones.
  /// - Parameter points: one picture in each row, `[N, D]`; `points[a]` is the picture `a`, `[D]`.
  static func spread(of points: Tensor) -> Double {
    let count = points.shape[0]
    // Change from here: the mean over all pairs.
    var distances: [Double] = []
    for a in 0..<count {
      for b in 0..<a { distances.append(distance(points[a], points[b])) }
    }
    return distances.reduce(0, +) / Double(distances.count)
    // To here.
  }

  /// The Euclidean distance of two pictures.
  private static func distance(_ a: Tensor, _ b: Tensor) -> Double {
    Double(square(a - b).sum().scalar).squareRoot()
  }
}
