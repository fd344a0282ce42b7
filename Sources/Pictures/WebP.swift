import CImageReaders
import Files
import Foundation

/// Reads WebP files, lossy and lossless, through libwebp.
public enum WebP {
  /// The picture in the WebP file at `url`.
  ///
  /// - Throws: `FileError` if the file cannot be read; `DataError` if it is damaged, too large or not a WebP.
  public static func read(_ url: URL) throws -> Image {
    try decode([UInt8](contentsOf: url), name: url.relativePath)
  }

  /// The picture in a WebP file's content, which always has three channels.
  ///
  /// Transparent pixels are laid over white, and the picture is turned as its EXIF block asks, as with PNG. Of an
  /// animation, the first picture is taken; what it leaves free of its canvas is white.
  ///
  /// - Parameter name: What error messages call the content, usually the file's path.
  public static func decode(_ content: some Collection<UInt8>, name: String) throws(DataError) -> Image {
    let bytes = [UInt8](content)
    return try picture(bytes, name: name, .laidOverWhite).image
  }

  /// The same with transparency and profile.
  static func photograph(_ bytes: [UInt8], name: String) throws(DataError) -> Photograph {
    let picture = try picture(bytes, name: name, .apart)
    let profile = WebPChunks.content(of: "ICCP", in: bytes).map { Array($0) }
    return Photograph(picture, profile: profile, isAnimated: picture.frames > 1)
  }

  private static func picture(
    _ bytes: [UInt8], name: String, _ transparency: Transparency
  ) throws(DataError) -> DecodedPicture {
    guard isWebP(bytes) else { throw reader.otherFormat(bytes, name) }
    return try reader.read(bytes, name: name, Orientation(webP: bytes), transparency)
  }

  /// How every WebP file begins, before its length and the word WEBP.
  static let signature = Array("RIFF".utf8)

  /// Where the word WEBP stands, which tells it from other files that begin in the same way, such as sounds.
  static func isWebP(_ content: some Collection<UInt8>) -> Bool {
    content.dropFirst(8).starts(with: "WEBP".utf8)
  }

  private static let reader = PictureReader(
    format: "WebP", library: "libwebp", signature: signature, kinds: "a WebP that this libwebp reads",
    readSize: gk_webp_read_size, readPixels: gk_webp_read_pixels)
}

/// The structure of a WebP file: chunks with a name of four letters and a length, within one large chunk. Source: RFC
/// 9649, section 2.
enum WebPChunks {
  /// The content of the first chunk of this name; nil if there is none or the file is damaged before it.
  static func content(of name: String, in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    var position = 12  // after RIFF, the length, and WEBP
    while position + 8 <= bytes.count {
      let length = bytes[position + 4..<position + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
      let start = position + 8
      guard length <= bytes.count - start else { return nil }
      if bytes[position..<position + 4].elementsEqual(name.utf8) { return bytes[start..<start + length] }
      // A byte is added to odd lengths.
      position = start + length + length % 2
    }
    return nil
  }
}
