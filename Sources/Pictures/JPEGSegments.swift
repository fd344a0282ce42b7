/// The segments of a JPEG file that come before its pixels: each has a marker, a length and its content. Source: ITU-T
/// T.81, annex B.
enum JPEGSegments {
  /// They end where the pixels begin or where the file is damaged.
  static func list(in bytes: [UInt8]) -> [(marker: UInt8, content: ArraySlice<UInt8>)] {
    var segments: [(marker: UInt8, content: ArraySlice<UInt8>)] = []
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
      let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
      let end = position + 2 + length
      guard length >= 2, end <= bytes.count else { break }
      segments.append((marker, bytes[(position + 4)..<end]))
      position = end
    }
    return segments
  }
}
