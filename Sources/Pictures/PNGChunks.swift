import Files

/// The structure of a PNG file: chunks follow the signature, each with a length, a type of four letters, its content
/// and a checksum of type and content; the last one is IEND. Source: PNG specification, section 5.
struct PNGChunks {
  /// The file with only those chunks that the stored pixels and their transparency need.
  ///
  /// Left to itself, libpng skips a chunk with a wrong checksum if it can show the picture without it, such as the
  /// transparency; and it changes pixels by the gamma that a file may ask for, which other programs that prepare
  /// training data do not.
  private(set) var essential = PNG.signature
  /// What the EXIF block asks for, if there is one.
  private(set) var orientation = Orientation.asStored
  /// The content of the chunk with the colour profile.
  private(set) var profile: ArraySlice<UInt8>?
  private(set) var isAnimated = false

  /// Checks the checksums of all chunks of a file.
  init(of bytes: [UInt8], name: String) throws(DataError) {
    var hasOrientation = false
    var position = PNG.signature.count
    while true {
      let chunk = try Self.chunk(of: bytes, at: position, name: name)
      let type = String(decoding: bytes[position + 4..<position + 8], as: UTF8.self)
      let content = bytes[(chunk.lowerBound + 8)..<(chunk.upperBound - 4)]
      // A capital first letter means that the picture cannot be shown without this chunk.
      if bytes[position + 4] & 0x20 == 0 || type == "tRNS" { essential += bytes[chunk] }
      switch type {
      case "eXIf" where !hasOrientation: (orientation, hasOrientation) = (Orientation(exif: content), true)
      case "iCCP": profile = profile ?? content
      // The number of frames comes first.
      case "acTL": isAnimated = content.count >= 4 && Array(content).bigEndian(at: 0) > 1
      case "IEND": return
      default: break
      }
      position = chunk.upperBound
    }
  }

  /// The range of the chunk that begins at `start`, from its length to its checksum.
  private static func chunk(
    of bytes: [UInt8], at start: Int, name: String
  ) throws(DataError) -> Range<Int> {
    let rest = bytes.count - start
    let length = rest < 12 ? nil : number(in: bytes, at: start)
    guard let length, length <= rest - 12 else {
      throw DataError(
        .truncated, path: name,
        expected: "a chunk" + (length.map { " of \($0) bytes" } ?? "") + " at byte \(start)",
        found: "the end of the file after \(bytes.count) bytes",
        advice: "The file was cut short or is damaged: fetch or save it again.")
    }
    let end = start + 12 + length
    let stored = number(in: bytes, at: end - 4)
    let checksum = Checksum.crc32(bytes[start + 4..<end - 4])
    guard stored == Int(checksum) else {
      throw DataError(
        .corrupt, path: name,
        expected: "a chunk at byte \(start) that matches its checksum \(hexadecimal(UInt32(stored)))",
        found: "a chunk with checksum \(hexadecimal(checksum))",
        advice: "The file is damaged: fetch or save it again.")
    }
    return start..<end
  }

  private static func number(in bytes: [UInt8], at position: Int) -> Int {
    bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}
