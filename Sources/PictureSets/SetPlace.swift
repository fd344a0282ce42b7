import Files
import Foundation

/// A set cannot be written where it should go; nothing was written.
public struct PlaceTaken: Error, CustomStringConvertible, Equatable, Sendable {
  /// Why, and what to do.
  public let description: String

  init(_ description: String) { self.description = description }
}

/// The place that a set goes to: its folders and its two reports.
struct SetPlace {
  /// The folder of the reports, beside the sets.
  static let reports = "reports"

  private let set: PictureSet
  /// The report, as text and as a picture.
  let text, sheet: URL

  init(_ set: PictureSet) {
    self.set = set
    let folder = set.home.inside(Self.reports)
    text = folder.appending(path: set.name + ".md", directoryHint: .notDirectory)
    sheet = folder.appending(path: set.name + ".png", directoryHint: .notDirectory)
  }

  /// Fills the set's folders and its reports: all of them or none.
  /// - Parameter fill: gets the folders to write into, and returns the contents of the two reports.
  /// - Throws: ``PlaceTaken``, `FileError`, and what `fill` throws. Everything is then as it was.
  func write<Value>(_ fill: ([URL]) throws -> (value: Value, text: Data, sheet: Data)) throws -> Value {
    try check()
    let parents = Set((set.folders + [text]).map { $0.deletingLastPathComponent().absoluteURL })
    let new = parents.flatMap(Self.missing).sorted { $0.path.count > $1.path.count }
    let reports = [text, sheet].filter { !FileManager.default.fileExists(atPath: $0.path) }
    do {
      for parent in parents { try Folder.make(parent) }
      let hold = try Hold(set.home)
      defer { hold.release() }
      var value: Value?
      try AtomicFolder.replace(set.folders) { folders in
        let made = try fill(folders)
        try AtomicFile.write(made.sheet, to: sheet)
        try AtomicFile.write(made.text, to: text)
        value = made.value
      }
      return value!
    } catch {
      for file in reports { unlink(file.path) }
      // Only what is empty goes.
      for folder in new { rmdir(folder.path) }
      throw error
    }
  }

  /// Whether the folders are free, or hold a set that may be replaced.
  private func check() throws {
    for folder in set.folders {
      for source in set.sources where Self.overlap(folder, source) {
        throw PlaceTaken(
          "\(folder.relativePath), where the set would go, and \(source.relativePath), where its pictures come from, "
            + "lie in each other. Choose another folder for the set.")
      }
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else { continue }
      guard isFolder.boolValue else {
        throw PlaceTaken("\(folder.relativePath) is a file, not a folder. Choose another place for the set.")
      }
      if (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.isEmpty == true { continue }
      let isOurs = FileManager.default.fileExists(atPath: text.path)
      guard isOurs else {
        throw PlaceTaken(
          "\(folder.relativePath) holds something already, and there is no \(text.relativePath) that says it was made "
            + "from other pictures, so it is never replaced. Remove it yourself, or choose another place.")
      }
      guard set.options.replaces else {
        throw PlaceTaken(
          "\(folder.relativePath) is there already. Replace it with --force, or choose another place.")
      }
    }
  }

  private static func overlap(_ a: URL, _ b: URL) -> Bool {
    let (a, b) = (realPath(a) + "/", realPath(b) + "/")
    return a.hasPrefix(b) || b.hasPrefix(a)
  }

  /// The path without links, of something that need not be there.
  private static func realPath(_ url: URL) -> String {
    if let path = realpath(url.path, nil) {
      defer { free(path) }
      return String(cString: path)
    }
    let parent = url.absoluteURL.deletingLastPathComponent()
    guard parent.path != url.path else { return url.path }
    return realPath(parent) + "/" + url.lastPathComponent
  }

  /// A folder and those above it, as far as they are not there.
  private static func missing(_ folder: URL) -> [URL] {
    let parent = folder.deletingLastPathComponent()
    guard parent.path != folder.path, !FileManager.default.fileExists(atPath: folder.path) else { return [] }
    return [folder] + missing(parent)
  }
}

/// Keeps two programs from making sets in one data folder at the same time; the system lets go when a program ends.
private struct Hold {
  private let descriptor: Int32

  /// - Throws: ``PlaceTaken`` if another program holds the folder, `FileError`.
  init(_ folder: URL) throws {
    descriptor = open(folder.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(.read, folder, code: errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
    close(descriptor)
    throw PlaceTaken(
      "Another program is making a set in \(folder.relativePath) now. Wait for it to end, or choose another place."
    )
  }

  func release() { close(descriptor) }
}
