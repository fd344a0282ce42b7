import Foundation

/// An open file that is read piece by piece from beginning to end, so that its size can be checked before room is made
/// for it.
package final class InputFile {
  /// The size in bytes when the file was opened.
  package let size: Int
  private let url: URL
  private let descriptor: Int32

  /// - Throws: `FileError` if it cannot be opened, or is a folder.
  package init(_ url: URL) throws {
    self.url = url
    // O_NONBLOCK: otherwise opening a pipe that nobody writes to would wait forever.
    descriptor = open(url.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError(.read, url, code: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw FileError(.read, url, code: code)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw FileError(.read, url, code: EISDIR)
    }
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Fills the buffer with the next bytes, or with fewer at the file's end, and returns how many.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    while count < buffer.count {
      // Linux moves at most 2 GB in one call.
      let got = Foundation.read(descriptor, buffer.baseAddress! + count, min(buffer.count - count, 1 << 26))
      if got == 0 { break }
      if got > 0 {
        count += got
      } else if errno != EINTR {
        throw FileError(.read, url, code: errno)
      }
    }
    return count
  }

  /// The next `count` bytes, or fewer if the file ends before.
  package func read(_ count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { $1 = try read(into: UnsafeMutableRawBufferPointer($0)) }
  }

  /// The whole file, if nothing has been read yet.
  package func readAll() throws -> [UInt8] { try read(size) }
}

extension [UInt8] {
  /// All bytes of a file.
  ///
  /// - Throws: `FileError`.
  package init(contentsOf url: URL) throws { self = try InputFile(url).readAll() }

  /// The number in the four bytes at `position`, the most significant byte first.
  package func bigEndian(at position: Int) -> UInt32 {
    self[position..<position + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
