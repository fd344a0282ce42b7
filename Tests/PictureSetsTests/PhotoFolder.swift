import DataFolders
import Datasets
import Foundation
import GANKit
import Pictures
import TestSupport

@testable import PictureSets

/// A folder with pictures that a test draws, and the sets that are made of them in `data/`.
struct PhotoFolder {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  var home: URL { folder.url.appending(path: "data", directoryHint: .isDirectory) }
  /// Where the book's loaders look.
  var data: DataFolder { DataFolder(explicit: home) }

  func place(_ path: String) -> URL { folder.url.appending(path: path, directoryHint: .isDirectory) }

  func write(_ picture: Image, to path: String) throws { try folder.file(path, PNG.encode(picture)) }

  func copy(_ name: String, to path: String) throws {
    try folder.file(path, [UInt8](contentsOf: fixture(name)))
  }

  /// Pictures `0.png`, `1.png` and so on; returns them.
  @discardableResult
  func fill(_ path: String, _ count: Int, seed: UInt64 = 1) throws -> [Image] {
    let pictures = Self.drawn(count, seed: seed)
    for (index, picture) in pictures.enumerated() { try write(picture, to: "\(path)/\(index).png") }
    return pictures
  }

  /// Scenes of 64 x 64 pixels.
  static func drawn(_ count: Int, seed: UInt64 = 1) -> [Image] {
    Image.batch(
      DrawnHerds.images(
        count: count, coat: seed % 2 == 0 ? .plain : .striped, using: Random(seed: seed, stream: "photos")))
  }

  /// A picture that looks like no other of another seed: squares of random grey.
  static func mosaic(_ seed: UInt64, side: Int = 36) -> Image {
    let random = Random(seed: seed, stream: "mosaic")
    let tiles = (0..<81).map { _ in UInt8(random.integer(below: 256)) }
    let pixels = (0..<side * side).map { tiles[$0 / side * 9 / side * 9 + $0 % side * 9 / side] }
    return Image(width: side, height: side, channels: 1, pixels: pixels)
  }

  /// All files below a folder by their paths, hidden ones too.
  func files(_ path: String) throws -> [String: Data] {
    let root = place(path)
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
      let url = root.appending(path: path)
      if try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
        files[path] = try Data(contentsOf: url)
      }
    }
    return files
  }

  var hasData: Bool { FileManager.default.fileExists(atPath: home.path) }

  static func options(_ change: (inout PictureSet.Options) -> Void) -> PictureSet.Options {
    var options = PictureSet.Options()
    change(&options)
    return options
  }
}

extension Image {
  /// The same picture with three channels and every byte a little brighter.
  var brighter: Image {
    Image(
      width: width, height: height, channels: channels, pixels: pixels.map { $0 > 250 ? 255 : $0 + 4 })
  }
}
