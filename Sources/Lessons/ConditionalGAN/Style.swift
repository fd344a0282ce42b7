import GANKit

// snippet.style
/// Two properties of handwriting that can be measured without reading it.
struct Style {
  /// The mean brightness, 0 (black) to 1 (white): thick strokes have more.
  let ink: Double
  /// By how many pixels the writing leans to the right with each row upwards: 0 for upright, 1 for 45 degrees.
  let slant: Double

  /// - Parameter pixels: 28 rows of 28 in [-1, 1].
  init(_ pixels: some Collection<Float>) {
    var (mass, x, y, xy, yy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (index, value) in pixels.enumerated() {
      let (weight, column, row) = (Double(value + 1) / 2, Double(index % 28), Double(index / 28))
      (mass, x, y) = (mass + weight, x + weight * column, y + weight * row)
      (xy, yy) = (xy + weight * column * row, yy + weight * row * row)
    }
    ink = mass / 784
    let (meanX, meanY) = (x / max(mass, 1e-9), y / max(mass, 1e-9))
    slant = -(xy - mass * meanX * meanY) / max(yy - mass * meanY * meanY, 1e-9)
  }
}
// snippet.end

extension Style {
  /// The style of each image of a batch `[N, 28, 28, 1]`.
  static func all(of images: Tensor) -> [Style] {
    images.withScalars { scalars in
      (0..<images.shape[0]).map { Style(scalars[784 * $0..<784 * ($0 + 1)]) }
    }
  }
}

/// Pearson's correlation of two columns of equal length, -1 to 1; 0 if one of them is constant.
func correlation(_ a: [Double], _ b: [Double]) -> Double {
  let count = Double(a.count)
  let (meanA, meanB) = (a.reduce(0, +) / count, b.reduce(0, +) / count)
  var (ab, aa, bb) = (0.0, 0.0, 0.0)
  for (x, y) in zip(a, b) {
    ab += (x - meanA) * (y - meanB)
    aa += (x - meanA) * (x - meanA)
    bb += (y - meanB) * (y - meanB)
  }
  return aa > 0 && bb > 0 ? ab / (aa * bb).squareRoot() : 0
}
