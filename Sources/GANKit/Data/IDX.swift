import Foundation

/// An array of bytes in the IDX format of the MNIST files, plain or packed with gzip.
///
/// The format: two zero bytes, one byte for the type of the values (8: unsigned byte, the only one read
/// here), one byte for the number of dimensions, each dimension as a big-endian 32-bit number, then the
/// values. Source: <http://yann.lecun.com/exdb/mnist/>.
public struct IDX: Sendable {
  /// `[60000, 28, 28]` for the training images, `[60000]` for their labels.
  public let shape: [Int]
  /// The values, last dimension fastest.
  public let bytes: [UInt8]

  /// Reads a file; whether it is packed is seen from its content, not from its name.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - rank: The number of dimensions that the file has to have, if that is known.
  /// - Throws: `FileError` if it cannot be read, `DataError` if it is damaged or something else.
  public init(contentsOf url: URL, rank: Int? = nil) throws {
    let name = url.relativePath
    let content = try [UInt8](contentsOf: url)
    if Gzip.isGzip(content) || (url.pathExtension == "gz" && !content.starts(with: [0, 0])) {
      let stream = try GzipStream(content, name: name)
      let most = content.count.multipliedReportingOverflow(by: GzipStream.largestRatio)
      try self.init(
        name: name, rank: rank, limit: most.overflow ? Int.max : most.partialValue, read: stream.read)
    } else {
      var rest = content[...]
      try self.init(name: name, rank: rank, limit: content.count) { buffer in
        let count = Swift.min(buffer.count, rest.count)
        buffer.copyBytes(from: rest.prefix(count))
        rest = rest.dropFirst(count)
        return count
      }
    }
  }

  /// - Parameters:
  ///   - limit: More content than this the file cannot hold, whatever its header says.
  ///   - read: Fills the buffer with what comes next, fewer bytes only at the end, and says how many.
  private init(
    name: String, rank: Int?, limit: Int, read: (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws {
    func readBytes(_ count: Int) throws -> [UInt8] {
      try [UInt8](unsafeUninitializedCapacity: count) { $1 = try read(UnsafeMutableRawBufferPointer($0)) }
    }
    let magic = try readBytes(4)
    guard magic.count == 4, magic.starts(with: [0, 0, 8]), magic[3] >= 1, rank.map({ $0 == magic[3] }) ?? true
    else {
      throw DataError(
        .wrongFormat, path: name,
        expected: "the magic number 00 00 08 \(hexadecimal([UInt8(rank ?? 3)]))"
          + (rank == nil ? " (or another number of dimensions)" : " (\(Self.meaning(ofRank: rank!)))"),
        found: magic.isEmpty ? "an empty file" : hexadecimal(magic),
        advice: "Check that the file is what its name says, or fetch it again.")
    }

    let header = try readBytes(4 * Int(magic[3]))
    guard header.count == 4 * Int(magic[3]) else {
      throw DataError(
        .truncated, path: name, expected: "a header of \(4 + 4 * Int(magic[3])) bytes",
        found: "\(4 + header.count) bytes", advice: "Fetch the file again.")
    }
    shape = stride(from: 0, to: header.count, by: 4).map { start in
      header[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    let claim = "\(shape.map(String.init).joined(separator: " x ")) values, as the header says"
    guard let count = byteCount(extents: shape, elementSize: 1), count <= limit else {
      throw DataError(
        .wrongSize, path: name, expected: claim, found: "a file that has room for at most \(limit)",
        advice: "The header or the file is damaged: fetch it again.")
    }
    bytes = try readBytes(count)
    guard bytes.count == count else {
      throw DataError(
        .wrongSize, path: name, expected: claim, found: "only \(bytes.count)",
        advice: "The file is cut short or its header is damaged: fetch it again.")
    }
    // For a packed file, reaching the end also makes zlib compare the checksum.
    let most = 1 << 16
    let rest = try readBytes(most).count
    guard rest == 0 else {
      throw DataError(
        .wrongSize, path: name, expected: claim,
        found: rest < most ? "\(count + rest)" : "at least \(count + rest)",
        advice: "The file or its header is damaged: fetch it again.")
    }
  }

  private static func meaning(ofRank rank: Int) -> String {
    switch rank {
    case 1: "labels"
    case 3: "images"
    default: "\(rank) dimensions"
    }
  }
}
