import GANKit

/// The kernel distance between two sets of features `[N, D]` and `[M, D]`: the unbiased estimate of the squared maximum
/// mean discrepancy (Gretton et al. 2012, equation 3) with a cubic kernel,
///
///     mean of k(a_i, a_j), i != j  +  mean of k(b_i, b_j), i != j  -  2 mean of k(a_i, b_j),    k(x, y) = (x.y / D + 1)^3
///
/// With the features of the Inception network this is the kernel inception distance, KID, of Binkowski et al. 2018
/// (section 4). They average it over random subsets; here all pairs are taken, which needs no subsets and varies less.
///
/// Unlike the Frechet distance it is right on average for any number of rows, at least two in each set, and assumes no
/// normal distribution. For sets of one distribution it is 0 on average, and so often slightly negative. Its scale
/// depends on the features. NaN if a feature is not finite.
///
/// The time grows with (N + M)^2 D; the memory is that of a few blocks of 512 rows.
public func kernelDistance(_ a: Tensor, _ b: Tensor) -> Double {
  require(
    a.rank == 2 && b.rank == 2 && a.shape[1] == b.shape[1] && a.shape[1] > 0,
    "kernelDistance: needs features [N, D] and [M, D], found \(a.shape) and \(b.shape)")
  require(
    a.shape[0] >= 2 && b.shape[0] >= 2,
    "kernelDistance: needs at least two rows in each set, found \(a.shape[0]) and \(b.shape[0])")
  let (n, m) = (Double(a.shape[0]), Double(b.shape[0]))
  return kernelSum(a, a, withoutEqualRows: true) / (n * (n - 1))
    + kernelSum(b, b, withoutEqualRows: true) / (m * (m - 1))
    - 2 * kernelSum(a, b, withoutEqualRows: false) / (n * m)
}

/// The sum of the kernel over all pairs, or all but those of a row with itself.
private func kernelSum(_ a: Tensor, _ b: Tensor, withoutEqualRows: Bool) -> Double {
  let scale = 1 / Double(a.shape[1])
  let sums = [Double].byRow(count: a.shape[0], initially: 0) { sums in
    InnerProducts.forEachRow(of: a, against: b) { row, others, products in
      var sum = 0.0
      for (other, product) in zip(others, products) where !withoutEqualRows || other != row {
        let base = product * scale + 1
        sum += base * base * base
      }
      sums.pointer[row] += sum
    }
  }
  return sums.reduce(0, +)
}
