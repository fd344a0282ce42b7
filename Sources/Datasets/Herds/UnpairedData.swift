import Foundation
import GANKit

/// Two collections of pictures, A and B, that do not form pairs: for unpaired translation.
///
/// Layout: `<name>/{trainA,trainB,testA,testB}/*`. Source: J.-Y. Zhu et al., Unpaired Image-to-Image
/// Translation using Cycle-Consistent Adversarial Networks (2017).
public struct UnpairedData: Sendable {
  /// `[N, size, size, 3]`, values in [-1, 1]; each collection has its own N.
  public let trainA, trainB, testA, testB: Tensor
  public let source: DataSource

  /// The set in which test pictures at the same position are known to show the same building.
  public static let facadesUnpaired = "facades_unpaired"

  /// - Parameters:
  ///   - trainA, trainB, testA, testB: `[N, size, size, 3]`, values in [-1, 1], all of one size.
  ///   - source: Where they came from.
  public init(trainA: Tensor, trainB: Tensor, testA: Tensor, testB: Tensor, source: DataSource) {
    for images in [trainA, trainB, testA, testB] {
      require(
        images.rank == 4 && images.shape.dropFirst().elementsEqual(trainA.shape.dropFirst())
          && images.shape[3] == 3,
        "UnpairedData: needs images [N, size, size, 3] of one size, found \(images.shape) and \(trainA.shape)"
      )
    }
    (self.trainA, self.trainB, self.testA, self.testB) = (trainA, trainB, testA, testB)
    self.source = source
  }

  /// Loads pictures of any size: the largest central square, scaled to `size` x `size`.
  ///
  /// - Parameters:
  ///   - folder: Where to look.
  ///   - name: The set's folder, such as `facades_unpaired` or `horse2zebra`.
  ///   - size: The number of pixels along each side.
  ///   - trainCount: Take only this many of trainA and of trainB, evenly spread in the order of their paths; nil takes
  ///     all.
  ///   - testCount: The same for the test pictures.
  /// - Returns: The pictures, or nil if there is no such set and the lesson has to draw one.
  /// - Throws: `DataError` that names each damaged file, or if the set is incomplete or is absent from a folder that
  ///   the user named.
  public static func load(
    from folder: DataFolder, _ name: String, size: Int, trainCount: Int? = nil, testCount: Int? = nil
  ) throws -> UnpairedData? {
    let set = DataSet.unpaired(name)
    guard let location = try folder.find(set) else { return nil }
    func images(_ part: String, _ count: Int?) throws -> Tensor {
      let found = PictureFiles.list(set, part, in: location, count: count)
      return Tensor(try PictureFiles.read(found) { picture, _ in picture.squareThumbnail(size).rgb })
    }
    return UnpairedData(
      trainA: try images("trainA", trainCount), trainB: try images("trainB", trainCount),
      testA: try images("testA", testCount), testB: try images("testB", testCount),
      source: .files(location))
  }
}
