import Foundation
import GANKit
import Pictures

/// Sharp pictures of various sizes, from one collection in `sr/`: what super-resolution learns to restore.
public struct SharpPictures: Sendable {
  /// One picture and the name of its file, without folder and extension, such as `butterfly`.
  public struct Picture: Sendable {
    public let name: String
    public let image: Image

    public init(name: String, image: Image) {
      self.name = name
      self.image = image
    }
  }

  /// In the order of their paths, all RGB.
  public let pictures: [Picture]
  public let source: DataSource

  public init(pictures: [Picture], source: DataSource) {
    self.pictures = pictures
    self.source = source
  }

  /// Loads the pictures `sr/<collection>/**`, PNG or JPEG.
  ///
  /// - Parameters:
  ///   - folder: Where to look.
  ///   - collection: Such as `T91` for training, `Set5` for tests.
  ///   - factor: Both sides are cut, at the right and at the bottom, to a multiple of this (modcrop), so that
  ///     a picture shrunk by `factor` and enlarged again has its size.
  ///   - minimum: The smallest side that the lesson can use, such as that of its training patches.
  ///   - count: Take only this many, spread evenly over all in the order of their paths; nil takes all.
  /// - Returns: nil if there is no such collection, for a lesson to draw one.
  /// - Throws: `DataError` that names each damaged file and each that is smaller than `minimum` or `factor`,
  ///   or if the set is absent from a folder that was named; `FileError`.
  public static func load(
    from folder: DataFolder, _ collection: String, multipleOf factor: Int = 1, minimum: Int = 1,
    count: Int? = nil
  ) throws -> SharpPictures? {
    require(factor >= 1, "SharpPictures: the factor must be at least 1, not \(factor)")
    let set = DataSet.named("sr/" + collection)
    guard let location = try folder.find(set) else { return nil }
    let least = (max(minimum, factor) + factor - 1) / factor * factor
    let found = PictureFiles.list(set, "", in: location, count: count)
    let images = try PictureFiles.read(found) { picture, name in
      guard picture.width >= least && picture.height >= least else {
        throw Self.tooSmall(name, picture.width, picture.height, least: least)
      }
      return picture.cropped(toMultipleOf: factor).rgb
    }
    return SharpPictures(
      pictures: zip(found.files, images).map { file, image in
        Picture(name: file.deletingPathExtension().lastPathComponent, image: image)
      },
      source: .files(location))
  }
}
