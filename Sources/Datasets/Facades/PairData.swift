import Files
import Foundation
import GANKit
import Pictures

/// Pictures that belong together in pairs, such as a photo and its label map.
public struct ImagePairs: Sendable {
  /// `[N, size, size, 3]`, values in [-1, 1]; the photos in `facades/`.
  public let left: Tensor
  /// `[N, size, size, 3]`, values in [-1, 1]; the label maps in `facades/`.
  public let right: Tensor

  /// - Parameters:
  ///   - left, right: Both of the same shape `[N, size, size, 3]`.
  public init(left: Tensor, right: Tensor) {
    require(
      left.rank == 4 && left.shape == right.shape && left.shape[1] == left.shape[2] && left.shape[3] == 3,
      "ImagePairs: needs two batches of the same shape [N, size, size, 3], found \(left.shape) and \(right.shape)"
    )
    self.left = left
    self.right = right
  }

  public var count: Int { left.shape[0] }

  /// The left and right halves of a picture.
  ///
  /// - Throws: `DataError` of kind `.unsuitableSize` if its width is odd.
  static func halves(of picture: Image, name: String) throws -> (left: Image, right: Image) {
    let (width, height) = (picture.width, picture.height)
    guard width % 2 == 0 else {
      let nearest = width == 1 ? "2" : "\(width - 1) or \(width + 1)"
      throw DataError(
        .unsuitableSize, path: name, expected: "two pictures of the same size side by side: an even width",
        found: "\(width) x \(height) pixels",
        advice: "Crop or scale it to the nearest legal width, \(nearest), or remove the file.")
    }
    let half = width / 2
    return (
      picture.cropped(x: 0, y: 0, width: half, height: height),
      picture.cropped(x: half, y: 0, width: half, height: height)
    )
  }
}

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
