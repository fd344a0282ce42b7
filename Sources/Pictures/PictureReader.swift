import CImageReaders
import Files

/// What becomes of transparent pixels.
enum Transparency {
  /// They are blended with white, as on a page.
  case laidOverWhite
  /// Their colours stay as they are, and opacity is a picture of its own.
  case apart
}

/// What has been decoded from a file, turned upright.
struct DecodedPicture {
  let image: Image
  /// Nil if the file has none, or if it was laid over white.
  let opacity: Image?
  /// The bits of a stored sample.
  let bits: Int
  /// How many pictures the file shows one after another, as far as the C reader knows.
  let frames: Int
}

/// What reading PNG, JPEG and WebP through the C target `CImageReaders` has in common: two calls, the first for the
/// size, and result codes that become errors.
struct PictureReader: Sendable {
  typealias SizeReader =
    @Sendable (UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<gk_picture>?) -> gk_picture_result
  typealias PixelReader =
    @Sendable (
      UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<gk_picture>?, UnsafeMutablePointer<UInt8>?,
      UnsafeMutablePointer<UInt8>?
    ) -> gk_picture_result

  /// For error messages, such as "JPEG".
  let format: String
  /// For error messages, such as "libjpeg".
  let library: String
  let signature: [UInt8]
  /// The variants of the format that are read.
  let kinds: String
  let readSize: SizeReader
  let readPixels: PixelReader

  /// Decodes a file's content and turns it upright.
  ///
  /// - Parameter checkSize: Refuses sizes that the content cannot have before any room is made for them.
  func read(
    _ content: [UInt8], name: String, _ orientation: Orientation, _ transparency: Transparency,
    checkSize: (_ width: Int, _ height: Int) throws(DataError) -> Void = { _, _ throws(DataError) in }
  ) throws(DataError) -> DecodedPicture {
    var picture = gk_picture()
    try check(readSize(content, content.count, &picture), picture, content, name)
    let (width, height, channels) = (Int(picture.width), Int(picture.height), Int(picture.channels))
    try ImageFile.checkSize(width: width, height: height, name: name)
    try checkSize(width, height)

    picture.orientation = orientation.rawValue
    let keepsOpacity = transparency == .apart && picture.has_opacity != 0
    var opacity = [UInt8](repeating: 0, count: keepsOpacity ? width * height : 0)
    var result = GK_PICTURE_READ
    // Not filled with zeros first: if the header is damaged, most of the memory is never touched.
    let count = width * height * channels
    let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      result = opacity.withUnsafeMutableBufferPointer { opacity in
        readPixels(
          content, content.count, &picture, buffer.baseAddress, keepsOpacity ? opacity.baseAddress : nil)
      }
      if result == GK_PICTURE_READ { initialized = count }
    }
    try check(result, picture, content, name)
    let swaps = orientation.swapsSides
    func image(_ channels: Int, _ pixels: [UInt8]) -> Image {
      Image(
        width: swaps ? height : width, height: swaps ? width : height, channels: channels, pixels: pixels)
    }
    return DecodedPicture(
      image: image(channels, pixels), opacity: keepsOpacity ? image(1, opacity) : nil,
      bits: Int(picture.bits), frames: Int(picture.frames))
  }

  private func check(
    _ result: gk_picture_result, _ picture: gk_picture, _ content: [UInt8], _ name: String
  ) throws(DataError) {
    let reason = withUnsafeBytes(of: picture.message) { message in
      "\(library) says \"\(String(decoding: message.prefix { $0 != 0 }, as: UTF8.self))\""
    }
    switch result {
    case GK_PICTURE_READ: return
    case GK_PICTURE_OTHER_FORMAT:
      throw otherFormat(content, name)
    case GK_PICTURE_TRUNCATED:
      throw DataError(
        .truncated, path: name, expected: "a complete \(format)",
        found: content.isEmpty ? "an empty file" : "the end of the file after \(content.count) bytes",
        advice: "The file was cut short: fetch or save it again.")
    case GK_PICTURE_UNSUPPORTED:
      throw DataError(
        .wrongFormat, path: name, expected: kinds, found: "another kind (\(reason))",
        advice: "Save it again as an ordinary PNG, JPEG or WebP.")
    case GK_PICTURE_OUT_OF_MEMORY:
      throw DataError(
        .tooLarge, path: name, expected: "a picture that can be decoded within 256 MiB",
        found: "\(picture.width) x \(picture.height) pixels",
        advice: "Scale it down, or save it as an ordinary JPEG, not a progressive one.")
    default:
      throw DataError(
        .corrupt, path: name, expected: "an undamaged \(format)", found: "damage (\(reason))",
        advice: "Fetch or save the file again.")
    }
  }

  func otherFormat(_ content: some Collection<UInt8>, _ name: String) -> DataError {
    DataError(
      .wrongFormat, path: name, expected: "a \(format), which begins with \(hexadecimal(signature))",
      found: ImageFile.description(of: content), advice: "Check the file's format.")
  }
}
