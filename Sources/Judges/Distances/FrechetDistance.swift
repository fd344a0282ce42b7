import GANKit

/// The Frechet distance between two sets of features `[N, D]`, each taken as a normal distribution:
///
///     |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2))
///
/// where m and C are mean and covariance. With the features of a trained classifier this is the FID of Heusel et al.
/// 2017 (equation 6), who use the Inception network. It is 0 for equal sets; its scale depends on the features, so only
/// values from the same classifier can be compared. It needs at least two rows in each set, and means little with fewer
/// than several times D.
public func frechetDistance(_ a: Tensor, _ b: Tensor) -> Double {
  require(
    a.rank == 2 && b.rank == 2 && a.shape[1] == b.shape[1],
    "frechetDistance: needs features [N, D] and [M, D], found \(a.shape) and \(b.shape)")
  let (meanA, covarianceA) = SymmetricMatrix.covariance(of: a)
  let (meanB, covarianceB) = SymmetricMatrix.covariance(of: b)
  let shift = zip(meanA, meanB).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  // (C1 C2)^(1/2) has the eigenvalues of the symmetric (C1^(1/2) C2 C1^(1/2))^(1/2).
  let mixed = covarianceA.squareRoot().congruence(with: covarianceB)
  let overlap = mixed.eigendecomposition().values.reduce(0) { $0 + max($1, 0).squareRoot() }
  return max(0, shift + covarianceA.trace + covarianceB.trace - 2 * overlap)
}
