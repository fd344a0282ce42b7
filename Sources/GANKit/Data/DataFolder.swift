import Foundation

/// Where data sets are looked for: in the folder that was named, or else in `$GANKIT_DATA`, or else in
/// `data/`.
///
/// A folder that a person named (`--data`) has to hold what is asked for. The other two may lack it: lessons
/// then run on their built-in stand-ins. Files that are there but damaged are an error everywhere.
public struct DataFolder: Sendable {
  /// The environment variable that names a data folder.
  public static let variable = "GANKIT_DATA"

  /// The folders in which sets are looked for, in this order.
  public let searched: [URL]
  /// Whether a person named the folder for this run.
  public let isExplicit: Bool

  /// - Parameters:
  ///   - explicit: The folder that a person named for this run; then no other is looked into.
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

  /// The folder of the data set with this name, such as `mnist`, or nil if the lesson's stand-in is to be
  /// used.
  ///
  /// - Throws: `DataError` of kind `.missingSet` if a folder was named and lacks the set, `.incompleteSet` if
  ///   some of the set's files are there and others are not.
  public func find(_ name: String) throws -> URL? { try find(.named(name)) }

  /// The folder of a data set, or nil if the lesson's stand-in is to be used.
  public func find(_ set: DataSet) throws -> URL? {
    for folder in searched {
      let location = folder.appending(path: set.name, directoryHint: .isDirectory)
      let missing = set.missingParts(in: location)
      if missing.isEmpty { return location }
      if missing.count < set.parts.count {
        throw DataError(
          .incompleteSet, path: location.relativePath, expected: set.tree,
          found: "no \(missing.joined(separator: ", no "))", advice: "Add what is missing.")
      }
      guard !isExplicit else { throw missingSet(set, in: folder) }
    }
    return nil
  }

  private func missingSet(_ set: DataSet, in folder: URL) -> DataError {
    let isSetItself = set.missingParts(in: folder).isEmpty
    return DataError(
      .missingSet, path: folder.relativePath, expected: set.tree, found: Self.contents(of: folder),
      advice: isSetItself
        ? "This folder is the set itself: name the folder that it is in, as \(set.name)/."
        : "Put the files there, or name no folder to run on the built-in \(set.standIn).")
  }

  /// What a person sees in a folder, in one line.
  static func contents(of folder: URL) -> String {
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
  /// The parts of this set that are not in the folder, in words.
  func missingParts(in folder: URL) -> [String] {
    parts.compactMap { part in
      switch part {
      case .file(let names): Self.file(named: names, in: folder) == nil ? names[0] : nil
      case .pictures(let inside, let extensions, let deep):
        Self.pictures(in: folder, inside, extensions, deep: deep, limit: 1).isEmpty
          ? (inside.isEmpty ? "pictures" : "\(inside)/ with pictures") : nil
      }
    }
  }

  /// The first of these files that exists.
  static func file(named names: [String], in folder: URL) -> URL? {
    names.lazy.map { folder.appending(path: $0, directoryHint: .notDirectory) }.first {
      FileManager.default.fileExists(atPath: $0.path)
    }
  }

  /// The pictures in a folder, sorted by path, so that their order is the same on every machine.
  static func pictures(
    in folder: URL, _ inside: String, _ extensions: [String], deep: Bool, limit: Int = .max
  ) -> [URL] {
    let root = inside.isEmpty ? folder : folder.appending(path: inside, directoryHint: .isDirectory)
    // Opened through links, because data folders often are links to a large disk.
    guard
      let walk = FileManager.default.enumerator(
        at: root.resolvingSymlinksInPath(), includingPropertiesForKeys: nil,
        options: deep ? [.skipsHiddenFiles] : [.skipsHiddenFiles, .skipsSubdirectoryDescendants])
    else { return [] }
    var found: [URL] = []
    for case let url as URL in walk where extensions.contains(url.pathExtension.lowercased()) {
      found.append(url)
      if found.count == limit { break }
    }
    return found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}
