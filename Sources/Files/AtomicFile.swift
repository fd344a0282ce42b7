import Foundation

/// Writes files so that each is either complete or not there at all.
///
/// The bytes go to a hidden file beside the destination, are flushed to the disk, and only then renamed into
/// place. A reader, or the next run after a crash, finds the old file or the new one, never a mixture.
public enum AtomicFile {
  /// Replaces the file at `url` with `bytes`. The folder must exist.
  ///
  /// - Throws: `FileError`, for instance with reason `.diskFull`. The hidden file is then removed, and a file
  ///   that was at `url` before stays as it was.
  public static func write(_ bytes: Data, to url: URL) throws {
    let (descriptor, neighbour) = try openNeighbour(of: url)
    do {
      do {
        defer { close(descriptor) }
        try write(bytes, to: descriptor, of: url)
        guard fsync(descriptor) == 0 else { throw FileError(.write, url, code: errno) }
      }
      guard rename(neighbour, url.path) == 0 else { throw FileError(.write, url, code: errno) }
    } catch {
      unlink(neighbour)
      throw error
    }
    flushFolder(of: url)
  }

  /// Writes all of `bytes` to an open file, however many calls that takes.
  static func write(_ bytes: Data, to descriptor: Int32, of url: URL) throws {
    try bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        // Linux moves at most 2 GB in one call; smaller pieces also leave room for a signal in between.
        let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 26))
        let written = Foundation.write(descriptor, piece.baseAddress!, piece.count)
        if written < 0 {
          guard errno == EINTR else { throw FileError(.write, url, code: errno) }
        } else {
          rest = rest.dropFirst(written)
        }
      }
    }
  }

  /// Opens a new file in the destination's own folder, because a rename is atomic only within one volume.
  private static func openNeighbour(of url: URL) throws -> (descriptor: Int32, path: String) {
    let folder = url.deletingLastPathComponent()
    var attempt = 0
    while true {
      let path = folder.appendingPathComponent(".writing-\(getpid())-\(attempt)").path
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (descriptor, path) }
      // Another thread of this process is writing into the same folder, or a killed process left its file.
      guard errno == EEXIST, attempt < 10_000 else { throw FileError(.write, url, code: errno) }
      attempt += 1
    }
  }

  /// Makes the rename itself survive a power cut. Not every file system supports this, so a failure is not an
  /// error.
  private static func flushFolder(of url: URL) {
    let descriptor = open(url.deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
