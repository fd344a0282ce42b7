import Files
import Foundation
import GANKit

/// A PNG file with several frames that are shown one after another (PNG specification, third edition, section 4.9).
///
/// It is lossless like any PNG, and every browser plays it. Besides the frames, the file holds one picture for programs
/// that cannot show animations.
public struct AnimatedPNG: Hashable, Sendable {
  /// One picture and how long it is shown.
  public struct Frame: Hashable, Sendable {
    public let image: Image
    /// How long it is shown: 0 to 65 seconds, rounded to milliseconds.
    public let seconds: Double

    public init(_ image: Image, seconds: Double) { (self.image, self.seconds) = (image, seconds) }
  }

  /// The picture shown where nothing can move: on paper, and by programs that know only still pictures.
  public let still: Image
  public let frames: [Frame]

  /// An animation that repeats forever.
  ///
  /// - Parameters:
  ///   - frames: at least one; all pictures have the same size and channels.
  ///   - still: the image of one of the frames, or another; it is not itself a frame.
  public init(_ frames: [Frame], still: Image) {
    require(!frames.isEmpty, "AnimatedPNG: there must be at least one frame.")
    let sizes = Set((frames.map(\.image) + [still]).map { [$0.width, $0.height, $0.channels] })
    require(
      sizes.count == 1, "AnimatedPNG: all pictures must have the same size and channels, found \(sizes).")
    require(
      frames.allSatisfy { (0...65).contains($0.seconds) },
      "AnimatedPNG: a frame is shown for 0 to 65 seconds, not for \(frames.map(\.seconds)).")
    (self.frames, self.still) = (frames, still)
  }

  /// The content of the file. The same animation always gives the same bytes.
  public func encoded() throws(PNGError) -> Data {
    var chunks = Chunk.list(in: try PNG.encode(still))
    let (header, end) = (chunks[0], chunks.removeLast())
    // The number of frames, and how often they are played: 0 is forever.
    chunks.insert(Chunk("acTL", bytes(UInt32(frames.count)) + bytes(UInt32(0))), at: 1)
    // The chunks of frames are numbered, so that readers notice if a program has reordered them.
    var number: UInt32 = 0
    for frame in frames {
      let picture = Chunk.list(in: try PNG.encode(frame.image))
      require(picture[0].content == header.content, "AnimatedPNG: pictures were encoded differently")
      chunks.append(Chunk("fcTL", bytes(number) + control(of: frame)))
      number += 1
      for piece in picture where piece.type == "IDAT" {
        chunks.append(Chunk("fdAT", bytes(number) + piece.content))
        number += 1
      }
    }
    return (chunks + [end]).reduce(into: Data(Chunk.signature)) { $0 += $1.encoded }
  }

  /// Size, offset and duration as a fraction; the frame stays until the next one replaces it.
  private func control(of frame: Frame) -> Data {
    let size = bytes(UInt32(frame.image.width)) + bytes(UInt32(frame.image.height))
    let duration = bytes(UInt16((frame.seconds * 1000).rounded())) + bytes(UInt16(1000))
    return size + bytes(UInt64(0)) + duration + Data([0, 0])
  }
}

/// One of the chunks that a PNG file consists of after its signature (section 5.3).
private struct Chunk {
  static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

  /// Four letters.
  let type: String
  let content: Data

  init(_ type: String, _ content: Data) { (self.type, self.content) = (type, content) }

  /// A length, the type and the content, and a checksum of both.
  var encoded: Data {
    let body = Data(type.utf8) + content
    return bytes(UInt32(content.count)) + body + bytes(Checksum.crc32(body))
  }

  /// The chunks of a file that libpng has just written and that is therefore complete.
  static func list(in file: Data) -> [Chunk] {
    var chunks: [Chunk] = []
    var rest = file.dropFirst(signature.count)
    while !rest.isEmpty {
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      let body = rest.dropFirst(4).prefix(4 + length)
      chunks.append(Chunk(String(decoding: body.prefix(4), as: UTF8.self), Data(body.dropFirst(4))))
      rest = rest.dropFirst(12 + length)
    }
    return chunks
  }
}

/// The bytes of a number, the most significant first.
private func bytes(_ number: some FixedWidthInteger) -> Data {
  withUnsafeBytes(of: number.bigEndian) { Data($0) }
}
