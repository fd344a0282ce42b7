import Foundation

/// An open file that is read from its beginning to its end, piece by piece, so that its size can be judged before room is
/// made for it.
package final class InputFile {
  /// In bytes, when it was opened.
  package let size: Int
  private let url: URL
  private let descriptor: Int32

  /// - Throws: `FileError` if it cannot be opened, or is a folder.
  package init(_ url: URL) throws {
    self.url = url
    // Without waiting: the other end of a pipe may never come.
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

  /// Fills the buffer with the bytes that come next, fewer only at the file's end, and returns how many.
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

  /// The bytes that come next, as many as asked for or as there are.
  package func read(_ count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { $1 = try read(into: UnsafeMutableRawBufferPointer($0)) }
  }

  /// The whole file, if nothing was read before.
  package func readAll() throws -> [UInt8] { try read(size) }
}

extension [UInt8] {
  /// All bytes of a file.
  ///
  /// - Throws: `FileError`.
  package init(contentsOf url: URL) throws { self = try InputFile(url).readAll() }

  /// A number of four bytes, the most significant first.
  package func bigEndian(at position: Int) -> UInt32 {
    self[position..<position + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
