import GANKit

/// How much of what a generator makes is realistic, and how much of what is real it makes (Kynkaanniemi et al. 2019,
/// "Improved Precision and Recall Metric for Assessing Generative Models").
///
/// A set of features covers a point if the point lies no farther from some member of the set than that member's k-th
/// nearest neighbour in the set. A distance between the two sets tells that they differ; these two numbers tell how: a
/// generator that repeats a few perfect samples has a high precision and a low recall, and one that makes many different
/// poor ones the reverse.
///
/// Both numbers fall with k and depend on the number of rows, so compare only equal ones. The time grows with
/// (N + M)^2 D; the memory is that of a few blocks of 512 rows.
public struct PrecisionAndRecall: Hashable, Sendable {
  /// The share of generated samples that the real ones cover, 0...1; NaN if a feature is not finite.
  public let precision: Double
  /// The share of real samples that the generated ones cover, 0...1; NaN if a feature is not finite.
  public let recall: Double

  /// - Parameters:
  ///   - generated: features `[N, D]`.
  ///   - real: features `[M, D]` from the same classifier.
  ///   - neighbours: k, 1 or more and less than N and M; 3 in the paper.
  public init(of generated: Tensor, real: Tensor, neighbours: Int = 3) {
    require(
      generated.rank == 2 && real.rank == 2 && generated.shape[1] == real.shape[1] && real.shape[1] > 0,
      "PrecisionAndRecall: needs features [N, D] and [M, D], found \(generated.shape) and \(real.shape)")
    require(
      neighbours >= 1 && neighbours < min(generated.shape[0], real.shape[0]),
      "PrecisionAndRecall: needs 1 or more neighbours and more rows than that in each set, found \(neighbours) "
        + "for \(generated.shape[0]) and \(real.shape[0]) rows")
    guard generated.scalars.allSatisfy(\.isFinite), real.scalars.allSatisfy(\.isFinite) else {
      (precision, recall) = (.nan, .nan)
      return
    }
    precision = CoveredRegion(of: real, neighbours: neighbours).share(of: generated)
    recall = CoveredRegion(of: generated, neighbours: neighbours).share(of: real)
  }
}

/// The union of balls around the members of a set, each as large as the distance to the k-th nearest other member.
private struct CoveredRegion {
  private let members: Tensor
  private let squares: [Double]
  /// The squared radii.
  private let radii: [Double]

  init(of members: Tensor, neighbours: Int) {
    let squares = InnerProducts.squares(of: members)
    self.members = members
    self.squares = squares
    // For each row the smallest squared distances so far, in ascending order.
    let nearest = [Double].byRow(count: members.shape[0] * neighbours, initially: .infinity) { nearest in
      InnerProducts.forEachRow(of: members, against: members) { row, others, products in
        let list = nearest.pointer + row * neighbours
        for (other, product) in zip(others, products) where other != row {
          let distance = max(0, squares[row] + squares[other] - 2 * product)
          var place = neighbours
          while place > 0 && distance < list[place - 1] { place -= 1 }
          if place == neighbours { continue }
          for index in stride(from: neighbours - 1, to: place, by: -1) { list[index] = list[index - 1] }
          list[place] = distance
        }
      }
    }
    radii = (1...members.shape[0]).map { nearest[$0 * neighbours - 1] }
  }

  /// The share of points that lie in the region.
  func share(of points: Tensor) -> Double {
    let lengths = InnerProducts.squares(of: points)
    let isCovered = [Bool].byRow(count: points.shape[0], initially: false) { isCovered in
      InnerProducts.forEachRow(of: points, against: members) { row, others, products in
        if isCovered.pointer[row] { return }
        for (member, product) in zip(others, products) {
          let length = lengths[row] + squares[member]
          // The squared distance of a point from itself may differ from 0 by rounding.
          if length - 2 * product <= radii[member] + 1e-12 * length {
            isCovered.pointer[row] = true
            return
          }
        }
      }
    }
    return Double(isCovered.count { $0 }) / Double(points.shape[0])
  }
}
