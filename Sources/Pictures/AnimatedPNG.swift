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
    var chunks = PNGChunk.list(in: try PNG.encode(still))
    let (header, end) = (chunks[0], chunks.removeLast())
    // The number of frames, and how often they are played: 0 is forever.
    chunks.insert(PNGChunk("acTL", bigEndianBytes(UInt32(frames.count)) + bigEndianBytes(UInt32(0))), at: 1)
    // The chunks of frames are numbered, so that readers notice if a program has reordered them.
    var number: UInt32 = 0
    for frame in frames {
      let picture = PNGChunk.list(in: try PNG.encode(frame.image))
      require(picture[0].content == header.content, "AnimatedPNG: pictures were encoded differently")
      chunks.append(PNGChunk("fcTL", bigEndianBytes(number) + control(of: frame)))
      number += 1
      for piece in picture where piece.type == "IDAT" {
        chunks.append(PNGChunk("fdAT", bigEndianBytes(number) + piece.content))
        number += 1
      }
    }
    return PNGChunk.file(chunks + [end])
  }

  /// Size, offset and duration as a fraction; the frame stays until the next one replaces it.
  private func control(of frame: Frame) -> Data {
    let size = bigEndianBytes(UInt32(frame.image.width)) + bigEndianBytes(UInt32(frame.image.height))
    let duration = bigEndianBytes(UInt16((frame.seconds * 1000).rounded())) + bigEndianBytes(UInt16(1000))
    return size + bigEndianBytes(UInt64(0)) + duration + Data([0, 0])
  }
}
