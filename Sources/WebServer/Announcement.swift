import Files
import Foundation
import LessonKit

/// Where a server says that it is there: `output/.serve/server.json`. Two servers of one folder would not know of each
/// other's queue, so there is one.
public final class Announcement {
  /// For logs, too. Nobody else may read it: the link may hold a token.
  let folder: URL
  private var lock: FolderLock?

  private struct Content: Codable {
    var process: Int32
    var link: String
  }

  /// - Throws: `UsageError` if the folder is served already, `FileError`.
  init(output: URL) throws {
    folder = Self.folder(in: output)
    if let link = Self.link(toServerOf: output) {
      throw UsageError("The book is served already, with the same runs: open \(link)")
    }
    try Folder.make(folder)
    chmod(folder.path, 0o700)
    lock = try FolderLock(folder: folder)
  }

  func write(link: String) throws {
    try AtomicFile.write(
      JSONEncoder().encode(Content(process: getpid(), link: link)), to: folder.appending(path: "server.json"))
  }

  func remove() {
    unlink(folder.appending(path: "server.json").path)
    lock = nil
  }

  private static func folder(in output: URL) -> URL {
    output.appending(path: ".serve", directoryHint: .isDirectory)
  }

  /// The link of the server that serves these runs now; nil if none does.
  public static func link(toServerOf output: URL) -> String? {
    let folder = folder(in: output)
    guard let owner = FolderLock.owner(of: folder),
      let bytes = try? Data(contentsOf: folder.appending(path: "server.json")),
      let content = try? JSONDecoder().decode(Content.self, from: bytes), content.process == owner
    else { return nil }
    return content.link
  }
}
