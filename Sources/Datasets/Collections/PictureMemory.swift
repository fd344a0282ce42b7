import Synchronization

/// How many bytes the pictures of data sets may take in memory, whatever their number in the folder.
final class PictureMemory: Sendable {
  /// That of a run.
  static let shared = PictureMemory(mebibytes: 256)

  /// In MiB.
  let size: Int
  private let free: Mutex<Int>

  init(mebibytes: Int) {
    size = mebibytes
    free = Mutex(mebibytes << 20)
  }

  /// Whether so many bytes were free. If so, they are taken, until they are given back.
  func take(_ bytes: Int) -> Bool {
    free.withLock { free in
      guard bytes <= free else { return false }
      free -= bytes
      return true
    }
  }

  /// What can still be taken.
  var freeBytes: Int { free.withLock { $0 } }

  /// Makes bytes that were taken free again.
  func giveBack(_ bytes: Int) { free.withLock { $0 += bytes } }
}
