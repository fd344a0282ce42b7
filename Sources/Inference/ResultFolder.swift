import Files
import Foundation
import LessonKit

/// The folder that results go to. No file that is there is replaced unless somebody says so, so that a picture is never
/// lost to its own result.
public struct ResultFolder {
  public let url: URL
  private let replaces: Bool

  /// - Parameter replaces: whether files that are there may be replaced.
  public init(_ url: URL, replaces: Bool) { (self.url, self.replaces) = (url, replaces) }

  /// Where a result goes.
  /// - Parameter name: from this folder, without extension.
  public func file(_ name: String) -> URL {
    url.appending(path: name + ".png", directoryHint: .notDirectory)
  }

  /// Refuses to begin if a result would replace a file that is there and must not be replaced.
  /// - Parameters:
  ///   - names: of the results.
  ///   - sources: the files that the results are made from, which are never replaced.
  /// - Throws: `UsageError`.
  public func check(_ names: [String], from sources: [URL] = []) throws(UsageError) {
    let own = Set(sources.map { $0.resolvingSymlinksInPath().path })
    for name in names where own.contains(file(name).resolvingSymlinksInPath().path) {
      throw UsageError(
        "\(file(name).relativePath) is one of the pictures themselves: its result would replace it. Name another "
          + "folder with --to.")
    }
    let there = names.filter { FileManager.default.fileExists(atPath: file($0).path) }
    guard let first = there.first, !replaces else { return }
    let rest = there.count > 1 ? " (and \(there.count - 1) more)" : ""
    throw UsageError(
      "\(file(first).relativePath) is there already\(rest). Add --force to replace it, or name another folder with --to."
    )
  }

  /// Writes a result, whole or not at all.
  /// - Throws: `FileError`.
  public func write(_ bytes: Data, as name: String) throws {
    let file = file(name)
    try Folder.make(file.deletingLastPathComponent())
    try AtomicFile.write(bytes, to: file)
  }
}
