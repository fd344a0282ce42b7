import Datasets
import GANKit

/// How often each category of each factor occurs in a set of faces, compared with its share in the data.
///
/// A generator that drops a mode never shows some category; one that favours what D finds hard to reject shows others
/// too often.
public struct FactorCoverage: Sendable {
  /// One category's share.
  public struct Entry: Sendable {
    public let factor: FaceFactor
    public let category: String
    /// The share in the set, 0...1.
    public let share: Double
    /// The share in the data, 0...1.
    public let expected: Double

    /// How far the share is from that in the data, in percentage points, 0...100.
    public var gap: Double { 100 * abs(share - expected) }

    /// The share as a multiple of that in the data: 1 is right, 0 means that the category never occurs. Also 1 if the
    /// category does not occur in the data.
    public var ratio: Double { expected > 0 ? share / expected : 1 }
  }

  /// All categories, factor by factor.
  public let entries: [Entry]
  /// The number of different combinations of factors in the set.
  public let combinations: Int

  /// - Parameters:
  ///   - faces: the factors of each face in the set, at least one.
  ///   - reference: faces to compare with, such as the judge's readings of real images; nil compares with the
  ///     probabilities with which faces are drawn.
  public init(of faces: [FaceFactors], reference: [FaceFactors]? = nil) {
    require(
      !faces.isEmpty && reference?.isEmpty != true, "FactorCoverage: needs at least one face in each set")
    entries = FaceFactor.allCases.flatMap { factor in
      let shares = Self.shares(of: factor, in: faces)
      let expected = reference.map { Self.shares(of: factor, in: $0) } ?? factor.probabilities
      return factor.categories.indices.map { index in
        Entry(
          factor: factor, category: factor.categories[index], share: shares[index], expected: expected[index])
      }
    }
    combinations = Set(faces).count
  }

  /// The largest gap among a factor's categories, in percentage points.
  public func gap(of factor: FaceFactor) -> Double {
    entries.filter { $0.factor == factor }.map(\.gap).max() ?? 0
  }

  /// The category that is farthest from its share in the data.
  public var worst: Entry { entries.max { $0.gap < $1.gap }! }

  /// The category that is most neglected: the smallest share compared with that in the data. A rare category that is
  /// missing has a small gap in points, but a ratio of 0.
  public var scarcest: Entry { entries.min { $0.ratio < $1.ratio }! }

  /// The number of factors all of whose categories are within this many percentage points of their share in the data.
  public func factors(within points: Double) -> Int {
    FaceFactor.allCases.count { gap(of: $0) <= points }
  }

  private static func shares(of factor: FaceFactor, in faces: [FaceFactors]) -> [Double] {
    var counts = [Int](repeating: 0, count: factor.categories.count)
    for face in faces { counts[face[factor]] += 1 }
    return counts.map { Double($0) / Double(faces.count) }
  }
}
