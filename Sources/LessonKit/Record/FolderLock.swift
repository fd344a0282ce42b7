import Files
import Foundation

/// The run folder was removed or replaced while a run was writing it. Exit code 4.
public struct FolderReplaced: Error, CustomStringConvertible {
  let folder: URL
  public var description: String {
    """
    \(folder.relativePath) was removed or replaced while this run was writing it. Nothing more is written there, and what \
    the run had saved went with the folder. Leave the folder alone and run the chapter again.
    """
  }
}

/// Keeps two runs from writing one folder at the same time.
///
/// The system releases the lock when the process ends, however it ends; the file stays, but means nothing.
public final class FolderLock {
  private let descriptor: Int32
  private let path: String

  /// - Throws: `UsageError` with the other process's id if another run holds the lock, `FileError` if the
  ///   folder cannot be written.
  public init(folder: URL) throws {
    path = folder.appendingPathComponent(".lock").path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(.write, folder, code: errno) }
    var isHeld = flock(descriptor, LOCK_EX | LOCK_NB) == 0
    // Somebody who only looks who holds it lets go at once.
    for _ in 0..<5 where !isHeld && errno == EWOULDBLOCK {
      usleep(20_000)
      isHeld = flock(descriptor, LOCK_EX | LOCK_NB) == 0
    }
    guard isHeld else {
      let reason = errno
      let owner = Self.owner(path)
      close(descriptor)
      guard reason == EWOULDBLOCK else { throw FileError(.write, folder, code: reason) }
      throw UsageError(
        """
        Another run\(owner) is writing \(folder.relativePath) now. Wait for it to end, stop it, or choose another \
        folder with --output DIR.
        """)
    }
    let text = "\(getpid())\n"
    ftruncate(descriptor, 0)
    // A full disk keeps the id from being written, not the lock from being held.
    _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
  }

  deinit { close(descriptor) }

  /// Whether the locked file is still in its place. A folder that was removed or replaced meanwhile may
  /// belong to another run.
  var isInPlace: Bool {
    var (held, standing) = (stat(), stat())
    guard fstat(descriptor, &held) == 0, stat(path, &standing) == 0 else { return false }
    return held.st_dev == standing.st_dev && held.st_ino == standing.st_ino
  }

  private static func owner(_ path: String) -> String { process(in: path).map { " (process \($0))" } ?? "" }

  private static func process(in path: String) -> Int32? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// The process that is writing a run folder now; nil if none is.
  public static func owner(of folder: URL) -> Int32? {
    let path = folder.appending(path: ".lock").path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // Shared, so that two who look do not take each other for a run.
    if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
    return process(in: path)
  }
}
