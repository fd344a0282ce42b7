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
    // APP1 also holds other metadata; EXIF's begins with its name.
    let block = JPEGSegments.list(in: bytes).first {
      $0.marker == 0xe1 && $0.content.starts(with: Self.exifName)
    }
    self = block.map { Self(exif: $0.content.dropFirst(Self.exifName.count)) } ?? .asStored
  }

  /// The same for a WebP file. Some programs put the name in front there too.
  init(webP bytes: [UInt8]) {
    guard var block = WebPChunks.content(of: "EXIF", in: bytes) else {
      self = .asStored
      return
    }
    if block.starts(with: Self.exifName) { block = block.dropFirst(Self.exifName.count) }
    self.init(exif: block)
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
