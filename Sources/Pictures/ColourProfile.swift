import CZlib

/// ICC profiles as picture files carry them: nothing is converted, they are only kept.
///
/// Source: ICC.1:2022, section 7.2 and annex B.
enum ColourProfile {
  /// Whether this is a whole profile for pictures with 1 channel (grey) or 3 (RGB).
  static func fits(_ profile: [UInt8], channels: Int) -> Bool {
    // The header has its own size first, the colour space at 16 and a signature at 36.
    guard profile.count >= 128, (128...profile.count).contains(Int(profile.bigEndian(at: 0))) else {
      return false
    }
    return profile[16..<20].elementsEqual((channels == 1 ? "GRAY" : "RGB ").utf8)
      && profile[36..<40].elementsEqual("acsp".utf8)
  }

  /// The profile in a JPEG file, where it is spread over numbered segments because each holds 64 KiB at most: nil if
  /// there is none, empty if one is missing.
  static func inJPEG(_ bytes: [UInt8]) -> [UInt8]? {
    let name = Array("ICC_PROFILE\0".utf8)
    let pieces = JPEGSegments.list(in: bytes)
      .filter { $0.marker == 0xe2 && $0.content.starts(with: name) && $0.content.count > name.count + 2 }
      .map { $0.content.dropFirst(name.count) }
    guard let count = pieces.first?.dropFirst().first else { return nil }
    // The number of the piece, how many there are, and its bytes.
    let sorted = pieces.sorted { $0.first! < $1.first! }
    guard sorted.map(\.first!).elementsEqual(1...max(count, 1)) else { return [] }
    return sorted.flatMap { $0.dropFirst(2) }
  }

  /// The largest profile that is unpacked, 16 MiB. Most have a few kilobytes, those for inks a few hundred.
  private static let limit = 1 << 24

  /// The profile in the content of a PNG file's `iCCP` chunk: empty if it is damaged.
  static func inPNG(_ chunk: ArraySlice<UInt8>) -> [UInt8] {
    // A name that ends in zero, the way of compression, which is always 0, and the compressed profile.
    guard let end = chunk.firstIndex(of: 0), chunk.dropFirst(end + 1 - chunk.startIndex).first == 0 else {
      return []
    }
    let packed = Array(chunk[(end + 2)...])
    let profile = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      var length = uLongf(limit)
      let result = uncompress(buffer.baseAddress, &length, packed, uLong(packed.count))
      count = result == Z_OK ? Int(length) : 0
    }
    // Without the room that was made for the largest one.
    return Array(profile[...])
  }

  /// The content of an `iCCP` chunk; nil if there is no memory for it.
  static func chunk(of profile: [UInt8]) -> [UInt8]? {
    var length = compressBound(uLong(profile.count))
    var packed = [UInt8](repeating: 0, count: Int(length))
    guard compress2(&packed, &length, profile, uLong(profile.count), Z_BEST_COMPRESSION) == Z_OK else {
      return nil
    }
    return Array("ICC profile\0\0".utf8) + packed.prefix(Int(length))
  }
}
