import Foundation
import GANKit

/// Two collections of pictures, A and B, of which no two belong together: for translation without pairs.
///
/// Layout: `<name>/{trainA,trainB,testA,testB}/*`. Source: J.-Y. Zhu et al., Unpaired Image-to-Image
/// Translation using Cycle-Consistent Adversarial Networks (2017).
public struct UnpairedData: Sendable {
  /// `[N, size, size, 3]`, values in [-1, 1]; each collection has an N of its own.
  public let trainA, trainB, testA, testB: Tensor
  public let source: DataSource

  /// The set whose test pictures of equal place are known to show the same building.
  public static let facadesUnpaired = "facades_unpaired"

  public init(trainA: Tensor, trainB: Tensor, testA: Tensor, testB: Tensor, source: DataSource) {
    for images in [trainA, trainB, testA, testB] {
      require(
        images.rank == 4 && images.shape.dropFirst().elementsEqual(trainA.shape.dropFirst())
          && images.shape[3] == 3,
        "UnpairedData: needs images [N, size, size, 3] of one size, found \(images.shape) beside \(trainA.shape)"
      )
    }
    (self.trainA, self.trainB, self.testA, self.testB) = (trainA, trainB, testA, testB)
    self.source = source
  }

  /// Loads pictures of any size: the largest square in the middle, scaled to `size` x `size`.
  ///
  /// - Parameters:
  ///   - folder: Where to look.
  ///   - name: The set's folder, such as `facades_unpaired` or `horse2zebra`.
  ///   - size: Pixels along each side.
  ///   - trainCount: Take only this many of trainA and of trainB, spread evenly over all in the order of their
  ///     paths; nil takes all.
  ///   - testCount: The same for the test pictures.
  /// - Returns: nil if there is no such set, for a lesson to draw one.
  /// - Throws: `DataError` that names each damaged file, or if the set is incomplete or absent from a folder
  ///   that was named; `FileError`.
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
