/// How a stored picture has to be turned to stand upright: the values of EXIF tag 0x0112, which cameras write because
/// they store what the sensor saw, whichever way they were held.
///
/// Source: CIPA DC-008, Exchangeable image file format for digital still cameras, section 4.6.4.
enum Orientation: UInt32, CaseIterable, Sendable {
  case asStored = 1
  case mirrored
  case halfTurn
  case upsideDown
  /// Mirrored along the diagonal from the upper left to the lower right.
  case transposed
  case quarterTurnClockwise
  /// Mirrored along the other diagonal.
  case transversed
  case quarterTurnAnticlockwise

  /// Whether rows become columns.
  var swapsSides: Bool { rawValue >= Self.transposed.rawValue }

  /// The orientation that a JPEG file asks for: as stored if it says nothing or if that part is damaged.
  init(jpeg bytes: [UInt8]) {
    var position = 2  // after the start marker
    while position + 4 <= bytes.count, bytes[position] == 0xff {
      let marker = bytes[position + 1]
      // Any number of 0xff may stand before a marker.
      if marker == 0xff {
        position += 1
        continue
      }
      // The pixels begin, or the file ends.
      if marker == 0xda || marker == 0xd9 { break }
      let (start, length) = (position + 4, Int(bytes[position + 2]) << 8 | Int(bytes[position + 3]))
      let end = position + 2 + length
      guard length >= 2, end <= bytes.count else { break }
      // APP1 also holds other metadata; EXIF's begins with its name.
      if marker == 0xe1, bytes[start..<end].starts(with: Self.exifName) {
        self = Self(exif: bytes[(start + Self.exifName.count)..<end])
        return
      }
      position = end
    }
    self = .asStored
  }

  private static let exifName = Array("Exif\0\0".utf8)

  /// The orientation that an EXIF block, which is a small TIFF file, asks for: as stored if it says nothing or is
  /// damaged.
  init(exif block: ArraySlice<UInt8>) {
    let bytes = TIFFBytes(block)
    self = bytes?.orientation.flatMap(Self.init(rawValue:)) ?? .asStored
  }
}

/// Reads the numbers in a TIFF file, in the file's own byte order; they are nil beyond its end.
private struct TIFFBytes {
  private let bytes: ArraySlice<UInt8>
  private let isBigEndian: Bool

  init?(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    if bytes.starts(with: [0x49, 0x49, 0x2a, 0]) {
      isBigEndian = false
    } else if bytes.starts(with: [0x4d, 0x4d, 0, 0x2a]) {
      isBigEndian = true
    } else {
      return nil
    }
  }

  /// The value of tag 0x0112 in the first directory.
  var orientation: UInt32? {
    guard let directory = number(at: 4, bytes: 4).map(Int.init), let count = number(at: directory, bytes: 2)
    else { return nil }
    for entry in 0..<Int(count) {
      // Each entry has twelve bytes: the tag, the type, the number of values, and the value or its offset.
      let start = directory + 2 + 12 * entry
      guard let tag = number(at: start, bytes: 2) else { return nil }
      guard tag == 0x0112 else { continue }
      switch (number(at: start + 2, bytes: 2), number(at: start + 4, bytes: 4)) {
      case (3?, 1?): return number(at: start + 8, bytes: 2)
      case (4?, 1?): return number(at: start + 8, bytes: 4)
      default: return nil
      }
    }
    return nil
  }

  private func number(at offset: Int, bytes count: Int) -> UInt32? {
    guard offset >= 0, offset <= bytes.count - count else { return nil }
    let digits = bytes[(bytes.startIndex + offset)..<(bytes.startIndex + offset + count)]
    let ordered: [UInt8] = isBigEndian ? Array(digits) : digits.reversed()
    return ordered.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
  }
}
