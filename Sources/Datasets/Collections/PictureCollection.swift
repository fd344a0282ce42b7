import GANKit
import Pictures

/// Pictures of one size in a fixed order, to take batches from: in memory, or in files that are read when a batch needs
/// them.
///
/// Batches are the same, to the bit, wherever the pictures are.
public struct PictureCollection: Sendable {
  /// The number of pictures.
  public var count: Int { rows.count }
  private let source: Source
  /// Which of the source's pictures belong to the collection.
  private let rows: Range<Int>

  private enum Source {
    case memory(Tensor)
    case files(PictureStore, PairHalf?)
  }

  /// Pictures `[N, height, width, 3]` in memory, values in [-1, 1].
  public init(_ images: Tensor) {
    require(
      images.rank == 4 && images.shape[3] == 3,
      "PictureCollection: needs images [N, height, width, 3], found shape \(images.shape)")
    (source, rows) = (.memory(images), 0..<images.shape[0])
  }

  /// The pictures of a store, or one half of each.
  init(_ store: PictureStore, half: PairHalf? = nil) {
    (source, rows) = (.files(store, half), 0..<store.count)
  }

  private init(_ source: Source, _ rows: Range<Int>) { (self.source, self.rows) = (source, rows) }

  /// `[N, height, width, 3]`
  public var shape: Shape {
    switch source {
    case .memory(let images): [count, images.shape[1], images.shape[2], 3]
    case .files(let store, let half): [count, store.height, half == nil ? store.width : store.width / 2, 3]
    }
  }

  /// The pictures with these numbers as `[rows, height, width, 3]`, values in [-1, 1].
  ///
  /// - Throws: `DataError` that names each file that is damaged or gone.
  public func gathered(rows: [Int]) throws -> Tensor {
    let places = rows.map { self.rows.lowerBound + $0 }
    switch source {
    case .memory(let images): return images.gathered(rows: places)
    case .files(let store, let half):
      let images = Tensor(try store.pictures(places))
      return half.map { $0.part(of: images) } ?? images
    }
  }

  /// All pictures in memory, for small collections. Throws as `gathered(rows:)` does.
  public func all() throws -> Tensor { try first(count) }

  /// The pictures in a range of rows as a collection of their own, which shares files and memory with this one.
  public func subset(_ range: Range<Int>) -> PictureCollection {
    require(
      range.lowerBound >= 0 && range.upperBound <= count,
      "PictureCollection: no rows \(range) in \(count) pictures")
    return PictureCollection(source, rows.lowerBound + range.lowerBound..<rows.lowerBound + range.upperBound)
  }

  /// The first pictures, at most `count`, as `[N, height, width, 3]`. Throws as `gathered(rows:)` does.
  public func first(_ count: Int) throws -> Tensor { try gathered(rows: Array(0..<min(count, self.count))) }

  /// At most `count` pictures, evenly spread over the collection: all of them where it has no more, so that a
  /// measurement does not take more memory the larger the collection is. Throws as `gathered(rows:)` does.
  public func sample(_ count: Int) throws -> Tensor {
    try gathered(rows: Self.spread(count, over: self.count))
  }

  /// What a reader should know about a collection that is larger than the memory for pictures; nil for others.
  public var note: String? {
    if case .files(let store, _) = source { store.note } else { nil }
  }

  /// The numbers of at most `count` of `total` rows, evenly spread.
  public static func spread(_ count: Int, over total: Int) -> [Int] {
    let taken = min(count, total)
    return (0..<taken).map { $0 * total / taken }
  }
}
