import Files
import Foundation

extension PNG {
  /// The content of a PNG file that holds a photograph's colours, opacity and profile, losslessly.
  ///
  /// Without opacity and profile these are the bytes of ``encode(_:)-(Image)``.
  public static func encode(_ photograph: Photograph) throws(PNGError) -> Data {
    let image = photograph.image
    let file =
      if let alpha = photograph.alpha {
        try encode(image, interleaved(image, alpha), hasOpacity: true)
      } else {
        try encode(image)
      }
    guard let profile = photograph.profile else { return file }
    guard ColourProfile.fits(profile, channels: image.channels) else {
      throw .unfitProfile(channels: image.channels)
    }
    guard let content = ColourProfile.chunk(of: profile) else {
      throw .notEncoded(width: image.width, height: image.height, reason: "no memory for the colour profile")
    }
    // libpng has noted that the colours are sRGB, which a profile contradicts.
    var chunks = PNGChunk.list(in: file).filter { ["IHDR", "IDAT", "IEND"].contains($0.type) }
    chunks.insert(PNGChunk("iCCP", Data(content)), at: 1)
    return PNGChunk.file(chunks)
  }

  /// Writes a photograph to the file at `url`, which is complete or not there at all.
  ///
  /// - Throws: `PNGError` if it cannot be encoded; `FileError` if it cannot be written.
  public static func write(_ photograph: Photograph, to url: URL) throws {
    try AtomicFile.write(encode(photograph), to: url)
  }

  /// Every pixel's channels, followed by its opacity.
  private static func interleaved(_ image: Image, _ alpha: Image) -> [UInt8] {
    let channels = image.channels
    return [UInt8](unsafeUninitializedCapacity: image.pixels.count + alpha.pixels.count) { buffer, count in
      for (pixel, opacity) in alpha.pixels.enumerated() {
        for channel in 0..<channels { buffer[count + channel] = image.pixels[pixel * channels + channel] }
        buffer[count + channels] = opacity
        count += channels + 1
      }
    }
  }
}
