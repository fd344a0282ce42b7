import Foundation
import GANKit
import Synchronization

extension Module {
  /// Trains this network, or takes its values from `cache` where an earlier run left them: for judges, which are
  /// trained once and used by many runs.
  ///
  /// - Parameters:
  ///   - cache: a folder; nil trains and keeps nothing.
  ///   - name: the file's name, without extension. It must change with whatever the result depends on; see
  ///     ``ContentKey``.
  ///   - train: trains this network; an error that it throws is passed on, and nothing is kept.
  /// - Throws: what `train` throws; `FileError` if the cache cannot be written.
  public func trainedOnce(in cache: URL?, as name: String, _ train: () throws -> Void) throws {
    let file = cache?.appending(path: "\(name).safetensors")
    // Two chapters that run at the same time may need the same judge.
    let lock = file.map { FileLocks.lock(of: $0) }
    if lock?.try() == false { Concurrently.waiting { lock?.lock() } }
    defer { lock?.unlock() }
    // A damaged or outdated file is not an error here: the network is trained again.
    if let file, let saved = try? Checkpoint(contentsOf: file), saved.isVerified,
      (try? load(from: saved, as: "network")) != nil
    {
      return
    }
    try train()
    guard let file else { return }
    var checkpoint = Checkpoint()
    save(to: &checkpoint, as: "network")
    try checkpoint.write(to: file)
  }
}

/// A lock for each file that something is trained into.
private enum FileLocks {
  private static let locks = Mutex<[String: NSLock]>([:])

  static func lock(of file: URL) -> NSLock {
    locks.withLock { locks in
      let lock = locks[file.path] ?? NSLock()
      locks[file.path] = lock
      return lock
    }
  }
}
