import DataFolders
import Foundation
import GANKit

/// Portraits to train on, from `faces/` in the data folder.
public struct FaceData: Sendable {
  /// `[N, size, size, 3]`, values in [-1, 1].
  public let images: PictureCollection
  public let source: DataSource

  /// Loads every portrait in `faces/` and in the folders within it, PNG, JPEG or WebP, grey or colour, of any size:
  /// the largest central square, scaled to `size` x `size`.
  ///
  /// - Parameters:
  ///   - folder: Where to look.
  ///   - set: `.faces`, or a part of it such as `.named("faces/olivetti")`.
  ///   - size: The number of pixels along each side.
  ///   - count: Take only this many, evenly spread in the order of their paths; nil takes all.
  /// - Returns: The portraits, or nil if there are none and the lesson has to draw some.
  /// - Throws: `DataError` that names each damaged file (in a set that does not fit into memory, when it is read), or if the set is absent from a folder that the user named.
  public static func load(
    from folder: DataFolder, _ set: DataSet = .faces, size: Int, count: Int? = nil
  ) throws -> FaceData? {
    guard let location = try folder.find(set) else { return nil }
    let found = PictureFiles.list(set, "", in: location, count: count)
    return FaceData(images: PictureCollection(try .squares(found, side: size)), source: .files(location))
  }
}
