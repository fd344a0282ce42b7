import Foundation

/// Folders.
public enum Folder {
  /// Makes a folder and those above it, like `mkdir -p`.
  /// - Throws: `FileError`.
  public static func make(_ url: URL) throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw FileError(.write, url, code: ENOTDIR) }
      return
    }
    let parent = url.deletingLastPathComponent()
    if parent.path != url.path { try make(parent) }
    guard mkdir(url.path, 0o777) == 0 || errno == EEXIST else { throw FileError(.write, url, code: errno) }
  }
}
