import DataFolders
import Foundation
import GANKit

/// Two collections of pictures, A and B, that do not form pairs: for unpaired translation.
///
/// Layout: `<name>/{trainA,trainB,testA,testB}/*`. Source: J.-Y. Zhu et al., Unpaired Image-to-Image
/// Translation using Cycle-Consistent Adversarial Networks (2017).
public struct UnpairedData: Sendable {
  /// `[N, size, size, 3]`, values in [-1, 1]; each collection has its own N.
  public let trainA, trainB: PictureCollection
  /// The same, in memory.
  public let testA, testB: Tensor
  public let source: DataSource

  /// The set in which test pictures at the same position are known to show the same building.
  public static let facadesUnpaired = "facades_unpaired"

  /// Loads pictures of any size: the largest central square, scaled to `size` x `size`.
  ///
  /// - Parameters:
  ///   - folder: Where to look.
  ///   - name: The set's folder, such as `facades_unpaired` or `horse2zebra`.
  ///   - size: The number of pixels along each side.
  ///   - trainSize: The same for the training pictures, if they will be cropped to `size` later; nil means `size`.
  ///   - trainCount: Take only this many of trainA and of trainB, evenly spread in the order of their paths; nil takes
  ///     all.
  ///   - testCount: The same for the test pictures.
  /// - Returns: The pictures, or nil if there is no such set and the lesson has to draw one.
  /// - Throws: `DataError` that names each damaged file (in a collection that does not fit into memory, when it is
  ///   read), or if the set is incomplete or is absent from a folder that
  ///   the user named.
  public static func load(
    from folder: DataFolder, _ name: String, size: Int, trainSize: Int? = nil, trainCount: Int? = nil,
    testCount: Int? = nil
  ) throws -> UnpairedData? {
    let set = DataSet.unpaired(name)
    guard let location = try folder.find(set) else { return nil }
    func collection(_ part: String, _ size: Int, _ count: Int?) throws -> PictureCollection {
      PictureCollection(try .squares(PictureFiles.list(set, part, in: location, count: count), side: size))
    }
    return UnpairedData(
      trainA: try collection("trainA", trainSize ?? size, trainCount),
      trainB: try collection("trainB", trainSize ?? size, trainCount),
      testA: try collection("testA", size, testCount).all(),
      testB: try collection("testB", size, testCount).all(),
      source: .files(location))
  }
}
