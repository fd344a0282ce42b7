import DataFolders
import Pictures

/// Pairs for image-to-image translation, from `facades/` or a folder like it.
///
/// Layout: `facades/{train,test}/*`, where each file holds two pictures of the same size side by side. Source: P. Isola
/// et al., Image-to-Image Translation with Conditional Adversarial Networks (2017).
public struct PairData: Sendable {
  /// The pairs for training; they may be larger than those for testing.
  public let train: PairCollection
  public let test: ImagePairs
  public let source: DataSource

  public init(train: PairCollection, test: ImagePairs, source: DataSource) {
    self.train = train
    self.test = test
    self.source = source
  }

  /// Loads pairs of any even width: the largest central square of each half, scaled to `size` x `size`.
  ///
  /// - Parameters:
  ///   - folder: Where to look.
  ///   - size: The number of pixels along each side of a half.
  ///   - trainSize: The same for the training pairs, if they will be cropped to `size` later; nil means `size`.
  ///   - trainCount: Take only this many training pairs, evenly spread in the order of their paths; nil takes all.
  ///   - testCount: The same for the test pairs.
  /// - Returns: The pairs, or nil if there are none and the lesson has to draw some.
  /// - Throws: `DataError` that names each file that is damaged or has an odd width (in a set that does not fit into
  ///   memory, when it is read), or if the set is incomplete or is
  ///   absent from a folder that the user named.
  public static func load(
    from folder: DataFolder, size: Int, trainSize: Int? = nil, trainCount: Int? = nil, testCount: Int? = nil
  ) throws -> PairData? {
    guard let location = try folder.find(.facades) else { return nil }
    func pairs(_ part: String, _ size: Int, _ count: Int?) throws -> PairCollection {
      let found = PictureFiles.list(.facades, part, in: location, count: count)
      return PairCollection(
        try PictureStore(found, width: 2 * size, height: size) { picture, name in
          let (left, right) = try ImagePairs.halves(of: picture, name: name)
          return left.squareThumbnail(size).rgb.beside(right.squareThumbnail(size).rgb)
        })
    }
    let tests = try pairs("test", size, testCount)
    return PairData(
      train: try pairs("train", trainSize ?? size, trainCount),
      test: try tests.gathered(rows: Array(0..<tests.count)), source: .files(location))
  }
}
