import Foundation

/// Writes folders so that each is either complete or not there at all.
public enum AtomicFolder {
  /// Replaces the folder at `url`, if there is one, by a folder that `fill` makes: all or nothing of it. The folder around
  /// it must exist.
  /// - Parameter fill: writes into the empty folder that it gets, beside the destination.
  /// - Throws: what `fill` throws, and `FileError`. Everything is then as it was.
  public static func replace(_ url: URL, fill: (URL) throws -> Void) throws {
    let (parent, name) = (url.deletingLastPathComponent(), url.lastPathComponent)
    let new = parent.appending(path: ".writing-\(name)", directoryHint: .isDirectory)
    let old = parent.appending(path: ".replaced-\(name)", directoryHint: .isDirectory)
    // What a program left that was killed between its two renames.
    if exists(old), !exists(url) { try rename(old, to: url) }
    for rest in [new, old] where exists(rest) { try FileManager.default.removeItem(at: rest) }

    do {
      guard mkdir(new.path, 0o777) == 0 else { throw FileError(.write, new, code: errno) }
      try fill(new)
      let replaces = exists(url)
      if replaces { try rename(url, to: old) }
      do { try rename(new, to: url) } catch {
        if replaces { try rename(old, to: url) }
        throw error
      }
    } catch {
      try? FileManager.default.removeItem(at: new)
      throw error
    }
    try? FileManager.default.removeItem(at: old)
  }

  private static func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }

  private static func rename(_ url: URL, to new: URL) throws {
    guard Foundation.rename(url.path, new.path) == 0 else { throw FileError(.write, new, code: errno) }
  }
}
