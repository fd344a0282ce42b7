import DataFolders
import Datasets
import Files
import Foundation

/// A picture in a folder of somebody's, and what it is called.
struct SourcePicture: Sendable {
  let url: URL
  /// The path inside the folder, such as `a/b.jpg`.
  let path: String

  /// The path without the extension, such as `a/b`.
  var stem: String {
    let start = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    guard let dot = path[start...].lastIndex(of: "."), dot > start else { return path }
    return String(path[..<dot])
  }

  /// The name in a set, whose folders have no folders within them: `a-b` for `a/b.jpg`.
  var name: String { stem.replacing("/", with: "-") }
}

/// The pictures in a folder of somebody's and in the folders within it, and the files that cannot be used.
struct SourceFolder: Sendable {
  let url: URL
  /// In the order of their paths.
  let pictures: [SourcePicture]
  let problems: [DataError]

  /// - Throws: `DataError` of kind `.missingSet` if there is no such folder or nothing in it that can be used, with the
  ///   reasons.
  init(_ url: URL) throws {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
    guard exists, isFolder.boolValue else {
      throw DataError(
        .missingSet, path: url.relativePath, expected: "a folder with pictures",
        found: exists ? "a file" : "no such folder", advice: "Check the spelling.")
    }
    let search = PictureSearch(in: url, deep: true)
    self.url = url
    problems = search.problems
    pictures = search.pictures.map { picture in
      SourcePicture(url: picture, path: String(picture.path.dropFirst(url.path.count).drop { $0 == "/" }))
    }
    guard pictures.isEmpty else { return }
    let reasons = problems.map { "\n  \($0)" }.joined()
    throw DataError(
      .missingSet, path: url.relativePath, expected: "a folder with pictures",
      found: problems.isEmpty ? "none" : "none that can be read:" + reasons + "\n",
      advice: "Name the folder that your pictures are in.")
  }

  /// Refuses two pictures of which one would overwrite the other, or of which nobody could say which one is meant.
  /// - Parameter name: what has to be different.
  /// - Throws: `DataError` of kind `.sameName` that names both.
  func requireDistinct(_ name: (SourcePicture) -> String) throws {
    var seen: [String: SourcePicture] = [:]
    for picture in pictures {
      // Strings are equal if they look alike: é may be one character or two.
      guard let other = seen.updateValue(picture, forKey: name(picture)) else { continue }
      throw DataError(
        .sameName, path: url.relativePath, expected: "one picture called \(name(picture))",
        found: "\(other.path) and \(picture.path)", advice: "Rename one of the two, or move it elsewhere.")
    }
  }
}
