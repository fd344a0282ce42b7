import GANKit

/// A symmetric matrix in double precision, for statistics of features.
struct SymmetricMatrix {
  let size: Int
  private(set) var entries: [Double]

  init(size: Int, entries: [Double]) {
    require(
      entries.count == size * size, "SymmetricMatrix: \(entries.count) entries for \(size) rows")
    self.size = size
    self.entries = entries
  }

  /// The mean of rows `[N, D]`, and their covariance (divided by N - 1).
  static func covariance(of rows: Tensor) -> (mean: [Double], covariance: SymmetricMatrix) {
    require(
      rows.rank == 2 && rows.shape[0] >= 2, "covariance: needs at least two rows [N, D], found \(rows.shape)")
    let (count, size) = (rows.shape[0], rows.shape[1])
    var centred = rows.scalars.map(Double.init)
    var mean = [Double](repeating: 0, count: size)
    for row in 0..<count { for column in 0..<size { mean[column] += centred[row * size + column] } }
    for column in 0..<size { mean[column] /= Double(count) }
    for row in 0..<count { for column in 0..<size { centred[row * size + column] -= mean[column] } }
    var product = [Double](repeating: 0, count: size * size)
    MatrixLibrary.multiply(
      centred, centred, &product, m: size, n: size, k: count, transposeA: true, scale: 1 / Double(count - 1))
    return (mean, SymmetricMatrix(size: size, entries: product))
  }

  var trace: Double { (0..<size).reduce(0) { $0 + entries[$1 * size + $1] } }

  /// The eigenvalues, smallest first, and the eigenvectors as rows.
  func eigendecomposition() -> (values: [Double], vectors: [Double]) {
    var vectors = entries
    let (values, status) = MatrixLibrary.replaceByEigenvectors(&vectors, size: size)
    require(status == 0, "eigendecomposition: LAPACK's dsyev reports \(status)")
    return (values, vectors)
  }

  /// The symmetric square root; eigenvalues that rounding made negative count as zero.
  func squareRoot() -> SymmetricMatrix {
    let (values, vectors) = eigendecomposition()
    var scaled = vectors
    for row in 0..<size {
      let root = max(values[row], 0).squareRoot()
      for column in 0..<size { scaled[row * size + column] *= root }
    }
    return SymmetricMatrix(size: size, entries: Self.product(vectors, scaled, size: size, transposeA: true))
  }

  /// self * other * self, which is symmetric.
  func congruence(with other: SymmetricMatrix) -> SymmetricMatrix {
    let half = Self.product(entries, other.entries, size: size)
    return SymmetricMatrix(size: size, entries: Self.product(half, entries, size: size))
  }

  private static func product(_ a: [Double], _ b: [Double], size: Int, transposeA: Bool = false) -> [Double] {
    var result = [Double](repeating: 0, count: size * size)
    MatrixLibrary.multiply(a, b, &result, m: size, n: size, k: size, transposeA: transposeA)
    return result
  }
}
