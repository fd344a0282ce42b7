import DataFolders
import Datasets
import Files
import Foundation
import LessonKit

/// The pictures that somebody names: files, and folders with all pictures in them.
public struct NamedPictures {
  /// A picture, and what its result is called.
  public struct Picture: Sendable {
    public let file: URL
    /// Without extension, from the folder of the results: the picture's own name, or its path in the named folder.
    public let name: String
  }

  /// In the order in which they were named; those of a folder in the order of their paths.
  public private(set) var pictures: [Picture] = []
  /// What was named, or lies in a named folder, and cannot be used.
  public private(set) var problems: [DataError] = []

  /// - Parameter paths: files and folders, at least one.
  /// - Throws: `UsageError` if the results of two pictures would have the same name.
  public init(_ paths: [String]) throws(UsageError) {
    for path in paths { add(path) }
    var known: [String: URL] = [:]
    for picture in pictures {
      if let other = known.updateValue(picture.file, forKey: picture.name) {
        throw UsageError(
          """
          \(other.relativePath) and \(picture.file.relativePath) would both become \(picture.name).png. Rename one of \
          them, or apply the network to each alone, with another folder behind --to.
          """)
      }
    }
  }

  private mutating func add(_ path: String) {
    var isFolder: ObjCBool = false
    let url = URL(fileURLWithPath: path)
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return problems.append(
        DataError(
          .unreadable, path: path, expected: "a picture, or a folder of pictures",
          found: "nothing of this name",
          advice: "Check the spelling."))
    }
    guard isFolder.boolValue else {
      return pictures.append(Picture(file: url, name: Self.stem(url.lastPathComponent)))
    }
    let found = PictureSearch(in: URL(fileURLWithPath: path, isDirectory: true), deep: true)
    if found.pictures.isEmpty && found.problems.isEmpty {
      problems.append(
        DataError(
          .unreadable, path: path, expected: "a folder with pictures", found: "none that can be read",
          advice: "PNG, JPEG and WebP are read."))
    }
    problems += found.problems
    let root = url.standardizedFileURL.path
    pictures += found.pictures.map { file in
      let inside = file.standardizedFileURL.path.dropFirst(root.count).drop { $0 == "/" }
      return Picture(file: file, name: Self.stem(String(inside)))
    }
  }

  private static func stem(_ name: String) -> String { (name as NSString).deletingPathExtension }
}
