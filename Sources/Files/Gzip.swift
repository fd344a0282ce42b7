import CZlib
import Foundation

/// Reads gzip files (RFC 1952) through zlib.
public enum Gzip {
  /// The largest content that `decompress` unpacks by default: 1 GiB.
  ///
  /// A few megabytes can hold gigabytes of zeros; unpacking stops here.
  public static let defaultLimit = 1 << 30

  /// True if the bytes start as gzip files do.
  package static func isGzip(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1f, 0x8b]) }

  /// The unpacked content of a gzip file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: The file's name, for error messages.
  ///   - limit: The largest content that is accepted, in bytes.
  /// - Throws: `DataError` of kind `.wrongFormat`, `.truncated`, `.corrupt` (which includes a wrong checksum),
  ///   `.trailingBytes`, or `.wrongSize` if the content is larger than `limit`.
  public static func decompress(_ bytes: Data, name: String, limit: Int = defaultLimit) throws -> Data {
    let stream = try GzipStream([UInt8](bytes), name: name)
    var content = Data()
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = try piece.withUnsafeMutableBytes { try stream.read(into: $0) }
      if count == 0 { return content }
      guard content.count + count <= limit else {
        throw DataError(
          .wrongSize, path: name, expected: "at most \(limit) bytes of content", found: "more than that",
          advice: "The file is damaged or is not what its name says: fetch it again.")
      }
      content.append(contentsOf: piece[..<count])
    }
  }
}

/// A gzip file that is unpacked piece by piece, so that a header can be read before room is made for the rest.
package final class GzipStream {
  /// Deflate never packs more than this many bytes into one byte.
  package static let largestRatio = 1032

  private let bytes: [UInt8]
  private let name: String
  private var position = 0
  private var isFinished = false
  /// zlib keeps the address of this structure, so it must not move.
  private let state: UnsafeMutablePointer<z_stream>

  package init(_ bytes: [UInt8], name: String) throws {
    guard Gzip.isGzip(bytes) else {
      let start = bytes.isEmpty ? "an empty file" : "a file that starts with \(hexadecimal(bytes.prefix(4)))"
      throw DataError(
        .wrongFormat, path: name, expected: "a gzip file, which starts with 1f 8b", found: start,
        advice: "Fetch the file again; often a web page was saved in its place.")
    }
    self.bytes = bytes
    self.name = name
    state = .allocate(capacity: 1)
    state.initialize(to: z_stream())
    // 15 is the largest window; 16 more asks for the gzip wrapper and nothing else.
    let status = inflateInit2_(state, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      throw FileError(.read, URL(fileURLWithPath: name), code: ENOMEM)
    }
  }

  deinit {
    inflateEnd(state)
    state.deallocate()
  }

  /// Unpacks the next `buffer.count` bytes, or fewer at the end, and returns how many.
  ///
  /// The checksum has been compared, and the content is known to be complete, only after a call has returned fewer
  /// bytes than it was asked for.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = 0
    while filled < buffer.count && !isFinished {
      let space = min(buffer.count - filled, 1 << 30)
      let target = buffer.baseAddress!.advanced(by: filled).assumingMemoryBound(to: UInt8.self)
      let (status, consumed, produced) = inflateOnce(into: target, space: space)
      position += consumed
      filled += produced
      switch status {
      case Z_STREAM_END: try finishMember()
      case Z_OK: break
      case Z_BUF_ERROR where position == bytes.count:
        throw DataError(
          .truncated, path: name, expected: "the end of the compressed data",
          found: "the end of the file after \(bytes.count) bytes",
          advice: "The download was cut short: fetch the file again.")
      default: throw corrupt(status)
      }
    }
    return filled
  }

  private func inflateOnce(
    into target: UnsafeMutablePointer<UInt8>, space: Int
  ) -> (status: Int32, consumed: Int, produced: Int) {
    bytes.withUnsafeBufferPointer { input in
      let available = min(input.count - position, 1 << 30)
      state.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress! + position)
      state.pointee.avail_in = UInt32(available)
      state.pointee.next_out = target
      state.pointee.avail_out = UInt32(space)
      let status = inflate(state, Z_NO_FLUSH)
      return (status, available - Int(state.pointee.avail_in), space - Int(state.pointee.avail_out))
    }
  }

  /// A gzip file may consist of several members in a row; anything else after the end is an error.
  private func finishMember() throws {
    if position == bytes.count {
      isFinished = true
    } else if Gzip.isGzip(bytes[position...]) {
      inflateReset(state)
    } else {
      throw DataError(
        .trailingBytes, path: name, expected: "the end of the file after \(position) bytes",
        found: "\(bytes.count - position) bytes more", advice: "The file is damaged: fetch it again.")
    }
  }

  private func corrupt(_ status: Int32) -> DataError {
    let reason = state.pointee.msg.map { String(cString: $0) } ?? "zlib status \(status)"
    return DataError(
      .corrupt, path: name, expected: "content that matches the checksum and length stored in the gzip file",
      found: "\(reason), near byte \(position)", advice: "The file is damaged: fetch it again.")
  }
}
