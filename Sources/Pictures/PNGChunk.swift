import Files
import Foundation

/// One of the chunks that a PNG file consists of after its signature (section 5.3).
struct PNGChunk {
  /// Four letters.
  let type: String
  let content: Data

  init(_ type: String, _ content: Data) { (self.type, self.content) = (type, content) }

  /// A length, the type and the content, and a checksum of both.
  var encoded: Data {
    let body = Data(type.utf8) + content
    return bigEndianBytes(UInt32(content.count)) + body + bigEndianBytes(Checksum.crc32(body))
  }

  /// The file that consists of these chunks.
  static func file(_ chunks: [PNGChunk]) -> Data {
    chunks.reduce(into: Data(PNG.signature)) { $0 += $1.encoded }
  }

  /// The chunks of a file that libpng has just written and that is therefore complete.
  static func list(in file: Data) -> [PNGChunk] {
    var chunks: [PNGChunk] = []
    var rest = file.dropFirst(PNG.signature.count)
    while !rest.isEmpty {
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      let body = rest.dropFirst(4).prefix(4 + length)
      chunks.append(PNGChunk(String(decoding: body.prefix(4), as: UTF8.self), Data(body.dropFirst(4))))
      rest = rest.dropFirst(12 + length)
    }
    return chunks
  }
}

/// The bytes of a number, the most significant first.
func bigEndianBytes(_ number: some FixedWidthInteger) -> Data {
  withUnsafeBytes(of: number.bigEndian) { Data($0) }
}
