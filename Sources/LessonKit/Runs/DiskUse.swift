import Foundation

/// What files take on the disk.
enum DiskUse {
  /// The bytes that all files in these folders take; a file that has several names counts once.
  static func bytes(in folders: [URL]) -> UInt64 {
    struct File: Hashable { let device, number: UInt64 }
    var seen: Set<File> = []
    var sum: UInt64 = 0
    for folder in folders {
      let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
      for path in paths {
        var status = stat()
        guard lstat(folder.path + "/" + path, &status) == 0 else { continue }
        let file = File(device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(status.st_ino))
        // In blocks of 512 bytes, whatever the file system's own are.
        if seen.insert(file).inserted { sum += UInt64(status.st_blocks) * 512 }
      }
    }
    return sum
  }

  static func isNotEmpty(_ folder: URL) -> Bool {
    !((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).isEmpty
  }
}
