import Files
import Foundation

/// An array of bytes in the IDX format of the MNIST files, plain or compressed with gzip.
///
/// The format: two zero bytes, one byte for the type of the values (8: unsigned byte, the only one read
/// here), one byte for the number of dimensions, each dimension as a big-endian 32-bit number, then the
/// values. Source: <http://yann.lecun.com/exdb/mnist/>.
public struct IDX: Sendable {
  /// `[60000, 28, 28]` for the training images, `[60000]` for their labels.
  public let shape: [Int]
  /// The values, with the last dimension varying fastest: all of them, or only those of the first entries.
  public let bytes: [UInt8]
  /// The CRC-32 of all values, whether they were kept or not.
  let checksum: UInt32

  /// Reads a file; its content, not its name, shows whether it is compressed.
  ///
  /// The header is checked before room is made for what it announces, and values that are not kept pass through a small
  /// buffer: a few megabytes of gzip can hold gigabytes.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - rank: The number of dimensions that the file must have, if that is known.
  ///   - keep: Keep only the values of this many entries, such as images; all are read and checked. Nil keeps all.
  ///   - check: Throws if the shape is not acceptable.
  /// - Throws: `FileError` if the file cannot be read; `DataError` if it is damaged or not an IDX file of bytes; the
  ///   error that `check` throws.
  public init(
    contentsOf url: URL, rank: Int? = nil, keep: Int? = nil, check: ([Int]) throws -> Void = { _ in }
  ) throws {
    let name = url.relativePath
    let file = try InputFile(url)
    let start = try file.read(min(4, file.size))
    if Gzip.isGzip(start) || (url.pathExtension == "gz" && !start.starts(with: [0, 0])) {
      let stream = try GzipStream(start + file.read(file.size - start.count), name: name)
      let most = file.size.multipliedReportingOverflow(by: GzipStream.largestRatio)
      try self.init(
        name: name, rank: rank, limit: most.overflow ? Int.max : most.partialValue, keep, check,
        read: stream.read)
    } else {
      var rest = start[...]
      try self.init(name: name, rank: rank, limit: file.size, keep, check) { buffer in
        let count = Swift.min(buffer.count, rest.count)
        buffer.copyBytes(from: rest.prefix(count))
        rest = rest.dropFirst(count)
        return try count + file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      }
    }
  }

  /// - Parameters:
  ///   - limit: The file cannot hold more content than this, whatever its header says.
  ///   - read: Fills the buffer with the next bytes, or with fewer at the end, and returns how many.
  private init(
    name: String, rank: Int?, limit: Int, _ keep: Int?, _ check: ([Int]) throws -> Void,
    read: (UnsafeMutableRawBufferPointer) throws -> Int
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
    let shape = stride(from: 0, to: header.count, by: 4).map { Int(header.bigEndian(at: $0)) }
    self.shape = shape

    let claim = "\(shape.map(String.init).joined(separator: " x ")) values, as the header says"
    guard let count = byteCount(extents: shape, elementSize: 1), count <= limit else {
      throw DataError(
        .wrongSize, path: name, expected: claim, found: "a file that can hold at most \(limit)",
        advice: "The header or the file is damaged: fetch it again.")
    }
    try check(shape)
    let kept = keep.map { Swift.min($0, shape[0]) * (count / Swift.max(shape[0], 1)) } ?? count
    bytes = try readBytes(kept)
    var total = bytes.count
    var sum = Checksum.crc32(bytes)
    while total < count {
      let piece = try readBytes(Swift.min(count - total, 1 << 18))
      if piece.isEmpty { break }
      sum = Checksum.crc32(piece, continuing: sum)
      total += piece.count
    }
    checksum = sum
    guard total == count else {
      throw DataError(
        .wrongSize, path: name, expected: claim, found: "only \(total)",
        advice: "The file was cut short or its header is damaged: fetch it again.")
    }
    // In a compressed file, reaching the end also makes zlib compare the checksum.
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
