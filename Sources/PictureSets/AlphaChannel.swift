import Files

/// Whether a picture file says how transparent its pixels are. Readers lay such pixels over a background, and a picture
/// in memory no longer shows it.
enum AlphaChannel {
  static func isIn(_ content: [UInt8]) -> Bool {
    if content.starts(with: [0x89, 0x50, 0x4e, 0x47]) { return isInPNG(content) }
    if content.starts(with: Array("RIFF".utf8)), content.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      return isInWebP(content)
    }
    return false
  }

  /// A channel of its own (colour types 4 and 6), or one colour or palette entries that are transparent (`tRNS`).
  private static func isInPNG(_ content: [UInt8]) -> Bool {
    guard content.count > 25 else { return false }
    if content[25] == 4 || content[25] == 6 { return true }
    var position = 8
    while position + 8 <= content.count {
      let kind = content[position + 4..<position + 8]
      if kind.elementsEqual("tRNS".utf8) { return true }
      if kind.elementsEqual("IDAT".utf8) { return false }
      position += 12 + Int(content.bigEndian(at: position))
    }
    return false
  }

  /// A bit of the extended header, or of the lossless format's own.
  private static func isInWebP(_ content: [UInt8]) -> Bool {
    guard content.count > 24 else { return false }
    let kind = content[12..<16]
    if kind.elementsEqual("VP8X".utf8) { return content[20] & 0x10 != 0 }
    return kind.elementsEqual("VP8L".utf8) && content[24] & 0x10 != 0
  }
}
