import DataFolders
import Foundation
import GANKit
import Pictures

/// Sharp pictures of various sizes from one collection in `sr/`, which super-resolution learns to restore.
public struct SharpPictures: Sendable {
  /// One picture and the name of its file without folder and extension, such as `butterfly`.
  public struct Picture: Sendable {
    public let name: String
    public let image: Image

    public init(name: String, image: Image) {
      self.name = name
      self.image = image
    }
  }

  /// The pictures in the order of their paths, all RGB.
  public let pictures: [Picture]
  public let source: DataSource

  public init(pictures: [Picture], source: DataSource) {
    self.pictures = pictures
    self.source = source
  }

  /// Loads the pictures `sr/<collection>/**`, PNG, JPEG or WebP.
  ///
  /// - Parameters:
  ///   - folder: Where to look.
  ///   - collection: The collection's name, such as `T91` for training or `Set5` for tests.
  ///   - factor: Pictures are cropped at the right and at the bottom until both sides are multiples of this (modcrop),
  ///     so that a picture shrunk by `factor` and enlarged again has its size; at least 1.
  ///   - minimum: The smallest side that the lesson can use, such as that of its training patches.
  ///   - count: Take only this many, evenly spread in the order of their paths; nil takes all.
  /// - Returns: The pictures, or nil if there is no such collection and the lesson has to draw one.
  /// - Throws: `DataError` that names each file that is damaged or smaller than `minimum` or `factor`, or if the set is
  ///   absent from a folder that the user named.
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
