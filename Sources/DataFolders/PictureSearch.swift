import Files
import Foundation
import Pictures

/// What is in a folder where pictures are expected: the pictures, and the files that cannot be read, with the reason.
///
/// Links to files and folders are followed, except in circles. Hidden files and anything else that is not a picture are
/// ignored: notes, lists, files that file managers leave behind.
package struct PictureSearch {
  /// The pictures, in the order of their paths, which is the same on every machine.
  package private(set) var files: [File] = []
  /// The same as URLs, which take several times the memory.
  package var pictures: [URL] { files.map { url($0.path) } }
  /// The files and folders that cannot be used, in the order of their paths. They are complete only if the search did
  /// not end early at its limit.
  package var problems: [DataError] {
    // An archive beside pictures is probably what they were unpacked from.
    let others = foreign.filter { files.isEmpty || $0.kind.use != .archive }.map(\.problem)
    let all = unreadable + others + (files.isEmpty ? misplaced : [])
    return all.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Folders with pictures in places where none are looked for.
  private var misplaced: [DataError] {
    folders.filter { !PictureSearch(in: $0, deep: true, limit: 1).files.isEmpty }.map { folder in
      DataError(
        .misplaced, path: folder.relativePath, expected: "pictures in the folder above",
        found: "pictures in a folder within it", advice: "Move them up.")
    }
  }

  /// One picture.
  package struct File: Comparable {
    /// Inside the root.
    package let path: String
    /// In bytes.
    package let size: Int

    /// By the bytes of their paths, compared all at once: there may be hundreds of thousands of files.
    package static func < (first: File, second: File) -> Bool {
      var (first, second) = (first.path, second.path)
      return first.withUTF8 { first in
        second.withUTF8 { second in
          let order = memcmp(first.baseAddress!, second.baseAddress!, min(first.count, second.count))
          return order == 0 ? first.count < second.count : order < 0
        }
      }
    }
  }

  /// The folder that was searched.
  package let root: URL
  private let isDeep: Bool
  private let limit: Int
  private var unreadable: [DataError] = []
  /// Folders within the root, unless they are searched too.
  private var folders: [URL] = []
  /// Files of formats that are not supported.
  private var foreign: [ForeignFiles] = []
  /// The folders that lead to the one being searched: a link to one of them is a circle.
  private var ancestors: [FileIdentity] = []

  /// - Parameters:
  ///   - root: The folder. If it does not exist, nothing is found.
  ///   - deep: Whether to search the folders within it too.
  ///   - limit: Stop at this many pictures; which ones they are is not defined.
  package init(in root: URL, deep: Bool, limit: Int = .max) {
    (self.root, isDeep, self.limit) = (root, deep, limit)
    switch FileIdentity.of(root.path) {
    case .failure(let code) where code.number == ENOENT || code.number == ENOTDIR: return
    case .failure(let code): unreadable.append(DataError(FileError(.read, root, code: code.number)))
    case .success(let identity) where identity.isFolder: search("", identity)
    case .success: unreadable.append(DataError(FileError(.read, root, code: ENOTDIR)))
    }
    files.sort()
  }

  /// The file with this path inside the root.
  package func url(_ path: String) -> URL { root.appending(path: path, directoryHint: .notDirectory) }

  /// - Parameter path: The folder, by its path inside the root, with a slash at the end unless it is the root.
  private mutating func search(_ path: String, _ identity: FileIdentity) {
    let folder = path.isEmpty ? root : root.appending(path: path, directoryHint: .isDirectory)
    let names: [String]
    do throws(FileError) {
      names = try entries(of: folder)
    } catch {
      unreadable.append(DataError(error))
      return
    }
    ancestors.append(identity)
    defer { ancestors.removeLast() }
    let (first, prefix) = (files.count, root.path + "/" + path)
    var others: [(name: String, kind: FileKind)] = []
    for name in names where !name.hasPrefix(".") && files.count < limit {
      switch FileIdentity.of(prefix + name) {
      case .failure(let code):
        unreadable.append(Self.problem(of: url(path + name), code.number))
      case .success(let entry) where entry.isFolder:
        if !isDeep {
          folders.append(url(path + name))
        } else if !ancestors.contains(entry) {
          search(path + name + "/", entry)
        }
      case .success(let entry):
        guard let kind = kind(of: name, in: path, entry) else { continue }
        if kind.use == .readable {
          files.append(File(path: path + name, size: entry.size))
        } else {
          others.append((name, kind))
        }
      }
    }
    guard !others.isEmpty else { return }
    // If there is a picture of the same name beside it, somebody has already converted it.
    let converted = Set(files[first...].map { Self.stem($0.path.dropFirst(path.count)) })
    others.removeAll { converted.contains(Self.stem($0.name[...])) }
    for (_, group) in Dictionary(grouping: others, by: { $0.kind.name }).sorted(by: { $0.key < $1.key }) {
      foreign.append(ForeignFiles(folder: folder, kind: group[0].kind, names: group.map { $0.name }.sorted()))
    }
  }

  /// A file's name without its extension.
  private static func stem(_ name: Substring) -> String { (String(name) as NSString).deletingPathExtension }

  /// What a file means to a set of pictures; nil if it has nothing to do with them.
  /// - Parameter path: The folder, as `search` has it.
  private mutating func kind(of name: String, in path: String, _ entry: FileIdentity) -> FileKind? {
    let dot = name.utf8.lastIndex(of: UInt8(ascii: "."))
    let end = dot.map { String(name[name.index(after: $0)...]) } ?? ""
    let named = FileKind(extension: end)
    // A file that is called PNG, JPEG or WebP is opened later, and any damage is reported then.
    if named?.use == .readable {
      if entry.isFile { return named }
      unreadable.append(
        DataError(
          .wrongFormat, path: url(path + name).relativePath, expected: "a picture file",
          found: "a pipe, socket or device",
          advice: "Remove it."))
      return nil
    }
    guard entry.isFile, let start = try? InputFile(url(path + name)).read(min(FileKind.prefix, entry.size)),
      let found = FileKind(start)
    else { return entry.isFile ? named : nil }
    switch found.use {
    // A picture may have another format's extension or none, but a backup such as "face.png~" is ignored.
    case .readable: return end.isEmpty || named != nil ? found : nil
    // Cameras' own formats begin like TIFF: the extension says more.
    case .otherPicture: return found.name == "TIFF" ? named ?? found : found
    case .archive: return found
    case .other: return nil
    }
  }

  /// The error for an entry of a folder that cannot be followed to a file or folder.
  private static func problem(of url: URL, _ code: Int32) -> DataError {
    guard code == ENOENT || code == ELOOP else { return DataError(FileError(.read, url, code: code)) }
    return DataError(
      .unreadable, path: url.relativePath, expected: "a file or folder at the end of this link",
      found: code == ELOOP ? "a loop of links" : "nothing",
      advice: "Restore the file or folder it points to, or remove the link.")
  }

  /// The names in a folder, in no particular order.
  private mutating func entries(of folder: URL) throws(FileError) -> [String] {
    guard let stream = opendir(folder.path) else { throw FileError(.read, folder, code: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw FileError(.read, folder, code: errno) }
        return names
      }
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if let name = String(validating: bytes, as: UTF8.self) {
        names.append(name)
      } else {
        unreadable.append(
          DataError(
            .unreadable, path: folder.relativePath, expected: "names in UTF-8",
            found: "\"\(String(decoding: bytes, as: UTF8.self))\", in another encoding", advice: "Rename it.")
        )
      }
    }
  }
}

/// Files in one folder that have the same unsupported format.
private struct ForeignFiles {
  let folder: URL
  let kind: FileKind
  let names: [String]

  var problem: DataError {
    let one = names.count == 1
    let it = one ? "it" : "them"
    let advice =
      kind.use == .archive ? "Unpack \(it) there." : "Convert \(it) to PNG, JPEG or WebP, or remove \(it)."
    if one {
      return DataError(
        .unreadFormat,
        path: folder.appending(path: names[0], directoryHint: .notDirectory).relativePath,
        expected: "PNG, JPEG or WebP", found: "a \(kind.name) file", advice: advice)
    }
    let shown = names.prefix(8).joined(separator: ", ")
    return DataError(
      .unreadFormat, path: folder.relativePath, expected: "PNG, JPEG or WebP",
      found: "\(names.count) \(kind.name) files: \(shown)"
        + (names.count > 8 ? " and \(names.count - 8) more" : ""), advice: advice)
  }
}

/// Identifies a file or folder, whatever path leads to it, and says what kind it is.
private struct FileIdentity: Equatable {
  let device: UInt64
  let number: UInt64
  let isFolder: Bool
  let isFile: Bool
  let size: Int

  struct Failure: Error {
    let number: Int32
  }

  /// Links are followed.
  static func of(_ path: String) -> Result<FileIdentity, Failure> {
    var status = stat()
    guard stat(path, &status) == 0 else { return .failure(Failure(number: errno)) }
    let kind = status.st_mode & S_IFMT
    return .success(
      FileIdentity(
        // Device numbers are signed on some systems, and may be negative there.
        device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(status.st_ino),
        isFolder: kind == S_IFDIR, isFile: kind == S_IFREG, size: Int(status.st_size)))
  }
}
