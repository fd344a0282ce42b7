import Foundation

/// Tells whether a file has changed: its size, its time and which file it is. One look at the folder, nothing is read.
struct FileStamp: Hashable, Sendable {
  private let size, seconds, nanoseconds, inode: Int

  /// nil if there is no such file.
  init?(_ url: URL) {
    var status = stat()
    guard stat(url.path, &status) == 0 else { return nil }
    (size, inode) = (Int(status.st_size), Int(truncatingIfNeeded: status.st_ino))
    #if canImport(Darwin)
      (seconds, nanoseconds) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
    #else
      (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    #endif
  }

  /// In an address and in a header.
  var text: String {
    [size, seconds, nanoseconds, inode].map { String(UInt(bitPattern: $0), radix: 36) }.joined(separator: "-")
  }

  /// Of all files of the given kinds in a folder and below.
  static func stamps(below folder: URL, ending suffixes: [String]) -> [String: FileStamp] {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    return paths.filter { path in suffixes.contains(where: path.hasSuffix) }.reduce(into: [:]) {
      $0[$1] = FileStamp(folder.appending(path: $1))
    }
  }
}
