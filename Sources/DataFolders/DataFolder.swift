import Files
import Foundation

/// Where data sets are looked for: in the folder that the user named, or otherwise in `$GANKIT_DATA` and then in
/// `data/`.
///
/// A folder that the user named (`--data`) must contain the set. The other two may lack it: lessons then run on
/// their built-in stand-ins. Damaged files are an error in any of them.
public struct DataFolder: Sendable {
  /// The environment variable that names a data folder.
  public static let variable = "GANKIT_DATA"

  /// The folders in which sets are looked for, in this order.
  public let searched: [URL]
  /// Whether the user named the folder for this run.
  public let isExplicit: Bool

  /// - Parameters:
  ///   - explicit: The folder that the user named for this run; no other is then searched.
  ///   - environment: The process's environment.
  ///   - workingDirectory: The folder that `data/` and relative paths are in.
  public init(
    explicit: URL? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment,
    workingDirectory: URL = URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
  ) {
    isExplicit = explicit != nil
    if let explicit {
      searched = [explicit]
      return
    }
    var folders: [URL] = []
    if let path = environment[Self.variable], !path.isEmpty {
      folders.append(URL(fileURLWithPath: path, isDirectory: true, relativeTo: workingDirectory))
    }
    folders.append(URL(fileURLWithPath: "data", isDirectory: true, relativeTo: workingDirectory))
    searched = folders
  }

  /// The folder of the data set with this name, such as `mnist`; nil if there is none, and the lesson's stand-in has to
  /// be used.
  ///
  /// - Throws: `DataError` of kind `.missingSet` if the user named a folder that lacks the set, `.incompleteSet` if
  ///   only some of the set's files are there, or another that names the files that cannot be used.
  public func find(_ name: String) throws -> URL? { try find(.named(name)) }

  /// The folder of a data set; nil if there is none, and the lesson's stand-in has to be used. Throws as `find(_:)`
  /// does.
  public func find(_ set: DataSet) throws -> URL? {
    for folder in searched {
      let location = folder.appending(path: set.name, directoryHint: .isDirectory)
      try Self.requireAccess([folder, location])
      let missing = set.missingParts(in: location)
      if missing.isEmpty { return location }
      // Pictures that cannot be used do not count as absent: no stand-in silently replaces them.
      let problems = missing.flatMap(\.problems)
      if let error = DataError.together(problems, in: location) { throw error }
      if missing.count < set.parts.count {
        throw DataError(
          .incompleteSet, path: location.relativePath, expected: set.tree,
          found: "no \(missing.map(\.name).joined(separator: ", no "))", advice: "Add the missing files.")
      }
      guard !isExplicit else { throw missingSet(set, in: folder) }
    }
    return nil
  }

  /// A folder that may not be entered looks as if it were empty.
  private static func requireAccess(_ folders: [URL]) throws {
    for folder in folders where FileManager.default.isFolder(folder) {
      guard access(folder.path, X_OK) != 0, errno == EACCES else { continue }
      throw DataError(FileError(.read, folder, code: EACCES))
    }
  }

  private func missingSet(_ set: DataSet, in folder: URL) -> DataError {
    let isSetItself = set.missingParts(in: folder).isEmpty
    return DataError(
      .missingSet, path: folder.relativePath, expected: set.tree, found: Self.contents(of: folder),
      advice: isSetItself
        ? "This folder is the set itself: name the folder that contains it as \(set.name)/."
        : "Put the files there, or name no folder to run on the built-in \(set.standIn).")
  }

  /// The visible contents of a folder, in one line.
  package static func contents(of folder: URL) -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else {
      return "no such folder"
    }
    guard isFolder.boolValue else { return "a file instead of a folder" }
    guard
      let entries = try? FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: [.isDirectoryKey])
    else { return "a folder that cannot be read" }
    let names = entries.map { $0.lastPathComponent + ($0.hasDirectoryPath ? "/" : "") }.sorted()
    if names.isEmpty { return "an empty folder" }
    let rest = names.count > 8 ? " and \(names.count - 8) more" : ""
    return names.prefix(8).joined(separator: ", ") + rest
  }
}

extension DataSet {
  /// A part of a set that a folder lacks.
  package struct MissingPart {
    /// A description, such as "train/ with pictures".
    package let name: String
    /// Files that are there but cannot be used.
    package var problems: [DataError] = []
  }

  /// The parts of this set that the folder lacks.
  package func missingParts(in location: URL) -> [MissingPart] {
    parts.compactMap { part in
      switch part {
      case .file(let names):
        return Self.file(named: names, in: location) == nil ? MissingPart(name: names[0]) : nil
      case .pictures(let folder, let deep):
        let found = PictureSearch(in: location.inside(folder), deep: deep, limit: 1)
        guard found.pictures.isEmpty else { return nil }
        return MissingPart(
          name: folder.isEmpty ? "pictures" : "\(folder)/ with pictures", problems: found.problems)
      }
    }
  }

  /// The first of these files that exists; a folder of that name only if there is no file.
  package static func file(named names: [String], in folder: URL) -> URL? {
    let found = names.map { folder.appending(path: $0, directoryHint: .notDirectory) }.filter {
      FileManager.default.fileExists(atPath: $0.path)
    }
    return found.first { !FileManager.default.isFolder($0) } ?? found.first
  }
}

extension URL {
  /// A folder in this one; itself if there is no name.
  package func inside(_ folder: String) -> URL {
    folder.isEmpty ? self : appending(path: folder, directoryHint: .isDirectory)
  }
}

extension FileManager {
  fileprivate func isFolder(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
