import CImageReaders
import CPNG
import Files
import Foundation

/// Reads and writes PNG files through libpng.
///
/// libpng's full interface reports errors by `longjmp`, which must not cross Swift frames, so reading uses it in the C
/// target `CImageReaders`. Writing makes do with the simplified interface, which returns codes.
public enum PNG {
  /// The content of a PNG file that holds `image`, losslessly. The same picture always gives the same bytes.
  public static func encode(_ image: Image) throws(PNGError) -> Data {
    try encode(image, image.pixels, hasOpacity: false)
  }

  /// - Parameter samples: The pixels of `image`, each followed by its opacity if there is any.
  static func encode(_ image: Image, _ samples: [UInt8], hasOpacity: Bool) throws(PNGError) -> Data {
    var header = png_image()
    header.version = png_uint_32(PNG_IMAGE_VERSION)
    header.width = png_uint_32(image.width)
    header.height = png_uint_32(image.height)
    header.format = image.channels == 3 ? png_uint_32(PNG_FORMAT_FLAG_COLOR) : 0
    if hasOpacity { header.format |= png_uint_32(PNG_FORMAT_FLAG_ALPHA) }

    // An upper bound: deflate stores what it cannot compress, which adds less than two percent.
    var byteCount = samples.count + image.height
    byteCount += byteCount / 8 + 1024
    var file = Data(count: byteCount)
    let succeeded = withUnsafeMutablePointer(to: &header) { header in
      defer { png_image_free(header) }
      return file.withUnsafeMutableBytes { buffer in
        png_image_write_to_memory(header, buffer.baseAddress, &byteCount, 0, samples, 0, nil) != 0
      }
    }
    guard succeeded else {
      throw .notEncoded(width: image.width, height: image.height, reason: message(of: header))
    }
    return file.prefix(byteCount)
  }

  /// The picture in the PNG file at `url`.
  ///
  /// - Throws: `FileError` if the file cannot be read; `DataError` if it is damaged, too large or not a PNG.
  public static func read(_ url: URL) throws -> Image {
    try decode([UInt8](contentsOf: url), name: url.relativePath)
  }

  /// The picture in a PNG file's content: grey files give one channel, all others three.
  ///
  /// Every colour type and bit depth is read: 16-bit samples are rounded to 8 bits, palettes are looked up, and
  /// transparent pixels are laid over white, as on a page. The picture is turned as its `eXIf` chunk asks. Samples are
  /// taken as they are: gamma and colour profiles are not applied. A wrong checksum is an error in any chunk. Of an
  /// animation, the picture for programs without animation is taken, usually the first.
  ///
  /// - Parameter name: What error messages call the content, usually the file's path.
  public static func decode(_ content: some Collection<UInt8>, name: String) throws(DataError) -> Image {
    try picture(content, name: name, .laidOverWhite).picture.image
  }

  /// The same with transparency and profile.
  static func photograph(_ bytes: [UInt8], name: String) throws(DataError) -> Photograph {
    let (picture, chunks) = try picture(bytes, name: name, .apart)
    return Photograph(
      picture, profile: chunks.profile.map(ColourProfile.inPNG), isAnimated: chunks.isAnimated)
  }

  private static func picture(
    _ content: some Collection<UInt8>, name: String, _ transparency: Transparency
  ) throws(DataError) -> (picture: DecodedPicture, chunks: PNGChunks) {
    guard isPNG(content) else { throw reader.otherFormat(content, name) }
    let chunks = try PNGChunks(of: [UInt8](content), name: name)
    let bytes = chunks.essential
    let picture = try reader.read(bytes, name: name, chunks.orientation, transparency) {
      width, height throws(DataError) in
      // Deflate packs at most 1032 bytes into one, and a pixel has at least one bit: a smaller file cannot hold the
      // picture, and no room is made for it.
      guard width * height / 8 / GzipStream.largestRatio <= bytes.count else {
        throw DataError(
          .wrongSize, path: name, expected: "\(width) x \(height) pixels, as the header says",
          found: "\(bytes.count) bytes, which cannot hold them",
          advice: "The file or its header is damaged: fetch or save it again.")
      }
    }
    return (picture, chunks)
  }

  /// The bytes that every PNG file begins with.
  static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

  /// Also true of a file that ends within the signature, so that it can be called truncated.
  static func isPNG(_ content: some Collection<UInt8>) -> Bool {
    !content.isEmpty && content.prefix(signature.count).elementsEqual(signature.prefix(content.count))
  }

  private static let reader = PictureReader(
    format: "PNG", library: "libpng", signature: signature, kinds: "a PNG", readSize: gk_png_read_size,
    readPixels: gk_png_read_pixels)

  private static func message(of image: png_image) -> String {
    let text = withUnsafeBytes(of: image.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return text.isEmpty ? "libpng gives no reason" : "libpng says \"\(text)\""
  }
}
