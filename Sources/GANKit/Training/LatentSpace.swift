import Foundation

/// Paths through a generator's input space.
public enum LatentSpace {
  /// `count` points on the great arc from the vector `a` `[D]` to `b`, both included, at least 2: `[count, D]`.
  ///
  /// Normal vectors of many dimensions lie near a sphere of radius sqrt(D). The arc stays near it, while the middle of
  /// a straight line is shorter by a factor of about 0.7 and unlike anything that the generator was trained on (White
  /// 2016, section 2.1).
  public static func arc(from a: Tensor, to b: Tensor, count: Int) -> Tensor {
    require(
      a.rank == 1 && a.shape == b.shape && count >= 2,
      "arc: needs two vectors [D] and at least 2 points, found \(a.shape), \(b.shape) and \(count)")
    let (lengthA, lengthB) = (length(a), length(b))
    let cosine = (a * b).sum().scalar / Swift.max(lengthA * lengthB, .leastNormalMagnitude)
    let angle = Foundation.acos(Swift.max(-1, Swift.min(1, cosine)))
    let points = (0..<count).map { index -> Tensor in
      let t = Float(index) / Float(count - 1)
      // For nearly parallel vectors the arc is the straight line.
      if Foundation.sin(angle) < 1e-4 { return a * (1 - t) + b * t }
      let (left, right) = (Foundation.sin((1 - t) * angle), Foundation.sin(t * angle))
      return (a * left + b * right) / Foundation.sin(angle)
    }
    return concatenate(points.map { $0.reshaped(to: [1, a.count]) })
  }

  private static func length(_ vector: Tensor) -> Float { square(vector).sum().scalar.squareRoot() }
}
