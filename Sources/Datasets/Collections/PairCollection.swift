import GANKit
import Pictures

/// Which picture of a pair, of two side by side.
enum PairHalf {
  case left, right

  /// This half of pairs `[N, height, 2 * width, 3]`.
  func part(of pairs: Tensor) -> Tensor {
    let middle = pairs.shape[2] / 2
    return pairs.sliced(axis: 2, self == .left ? 0..<middle : middle..<2 * middle)
  }
}

/// Pairs of pictures of one size in a fixed order, to take batches from: in memory, or in files that are read when a
/// batch needs them.
public struct PairCollection: Sendable {
  private let source: Source

  private enum Source {
    case memory(ImagePairs)
    /// Two pictures side by side in each of the store's.
    case files(PictureStore)
  }

  /// Pairs in memory.
  public init(_ pairs: ImagePairs) { source = .memory(pairs) }

  init(_ store: PictureStore) { source = .files(store) }

  /// The number of pairs.
  public var count: Int {
    switch source {
    case .memory(let pairs): pairs.count
    case .files(let store): store.count
    }
  }

  /// The left pictures alone, `[N, size, size, 3]`.
  public var left: PictureCollection { half(.left) }
  /// The right pictures alone, `[N, size, size, 3]`.
  public var right: PictureCollection { half(.right) }

  private func half(_ half: PairHalf) -> PictureCollection {
    switch source {
    case .memory(let pairs): PictureCollection(half == .left ? pairs.left : pairs.right)
    case .files(let store): PictureCollection(store, half: half)
    }
  }

  /// The pairs with these numbers.
  ///
  /// - Throws: `DataError` that names each file that is damaged or gone.
  public func gathered(rows: [Int]) throws -> ImagePairs {
    switch source {
    case .memory(let pairs):
      return ImagePairs(left: pairs.left.gathered(rows: rows), right: pairs.right.gathered(rows: rows))
    case .files(let store):
      let both = Tensor(try store.pictures(rows))
      return ImagePairs(left: PairHalf.left.part(of: both), right: PairHalf.right.part(of: both))
    }
  }

  /// At most `count` pairs, evenly spread over the collection. Throws as `gathered(rows:)` does.
  public func sample(_ count: Int) throws -> ImagePairs {
    try gathered(rows: PictureCollection.spread(count, over: self.count))
  }

  /// What a reader should know about a collection that is larger than the memory for pictures; nil for others.
  public var note: String? { left.note }
}
