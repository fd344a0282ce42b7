import Files

/// The structure of a PNG file: chunks follow the signature, each with a length, a type of four letters, its content
/// and a checksum of type and content; the last one is IEND. Source: PNG specification, section 5.
enum PNGChunks {
  /// The file with only those chunks that the stored pixels and their transparency need; the checksums of all chunks
  /// are checked first.
  ///
  /// Left to itself, libpng skips a chunk with a wrong checksum if it can show the picture without it, such as the
  /// transparency; and it changes pixels by the gamma that a file may ask for, which other programs that prepare
  /// training data do not.
  ///
  /// - Returns: That file, and the orientation that its EXIF block, if it has one, asks for.
  static func essential(
    of bytes: [UInt8], name: String
  ) throws(DataError) -> (bytes: [UInt8], orientation: Orientation) {
    var result = PNG.signature
    var orientation: Orientation?
    var position = PNG.signature.count
    while true {
      let chunk = try chunk(of: bytes, at: position, name: name)
      let kind = bytes[position + 4..<position + 8]
      // A capital first letter means that the picture cannot be shown without this chunk.
      if kind.first! & 0x20 == 0 || kind.elementsEqual("tRNS".utf8) { result += bytes[chunk] }
      if kind.elementsEqual("eXIf".utf8), orientation == nil {
        orientation = Orientation(exif: bytes[(chunk.lowerBound + 8)..<(chunk.upperBound - 4)])
      }
      if kind.elementsEqual("IEND".utf8) { return (result, orientation ?? .asStored) }
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
