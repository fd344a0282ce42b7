import Foundation

/// Reads picture files, PNG or JPEG: the content decides which, whatever the file's name says.
public enum ImageFile {
  /// The largest number of pixels that is read, 100 megapixels: a damaged header can announce sizes that no
  /// memory could hold.
  public static let pixelLimit = 100_000_000

  /// The picture in the file at `url`: grey files give one channel, all others three.
  ///
  /// Stored pixels are taken as they are: colour profiles and the camera's orientation are not applied.
  ///
  /// - Throws: `FileError` if the file cannot be read; `DataError` if it is damaged, too large or no picture.
  public static func read(_ url: URL) throws -> Image {
    try decode([UInt8](contentsOf: url), name: url.relativePath)
  }

  /// The picture in a file's content; see ``read(_:)``.
  ///
  /// - Parameter name: What error messages call the content, usually the file's path.
  public static func decode(_ content: some Collection<UInt8>, name: String) throws(DataError) -> Image {
    if JPEG.isJPEG(content) { return try JPEG.decode(content, name: name) }
    if PNG.isPNG(content) { return try PNG.decode(content, name: name) }
    throw DataError(
      .wrongFormat, path: name,
      expected:
        "a PNG (\(hexadecimal(PNG.signature.prefix(4))) ...) or JPEG (\(hexadecimal(JPEG.signature)) ...)",
      found: description(of: content),
      advice: "Save it as PNG or JPEG, or fetch it again: a page saved instead of the file is a common cause."
    )
  }

  /// Refuses a picture that is too large, before any room is made for it.
  static func checkSize(width: Int, height: Int, name: String) throws(DataError) {
    let (count, overflows) = width.multipliedReportingOverflow(by: height)
    guard overflows || count > pixelLimit else { return }
    throw DataError(
      .tooLarge, path: name, expected: "at most \(pixelLimit / 1_000_000) megapixels",
      found: "a header that announces \(width) x \(height) pixels",
      advice: "The header is damaged: fetch the file again. If it is not, scale the picture down.")
  }

  /// What a file seems to be, judged by its first bytes.
  static func description(of content: some Collection<UInt8>) -> String {
    if content.isEmpty { return "an empty file" }
    let start = [UInt8](content.prefix(16))
    if let kind = otherKinds.first(where: { start.dropFirst($0.offset).starts(with: $0.mark) }) {
      return "a \(kind.name) file"
    }
    let text = content.prefix(32)
    if text.allSatisfy({ (0x20..<0x7f).contains($0) || (9...13).contains($0) }) {
      let line = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
      return "text that begins \"\(line)\""
    }
    return "a file that begins \(hexadecimal(start.prefix(8)))"
  }

  private static let otherKinds: [(name: String, offset: Int, mark: [UInt8])] = [
    ("PNG", 0, PNG.signature), ("JPEG", 0, JPEG.signature),
    ("GIF", 0, Array("GIF8".utf8)), ("BMP", 0, Array("BM".utf8)), ("WebP", 8, Array("WEBP".utf8)),
    ("TIFF", 0, [0x49, 0x49, 0x2a, 0]), ("TIFF", 0, [0x4d, 0x4d, 0, 0x2a]),
    ("HEIC or AVIF", 4, Array("ftyp".utf8)), ("PDF", 0, Array("%PDF".utf8)),
    ("ZIP", 0, Array("PK".utf8)), ("gzip", 0, [0x1f, 0x8b]),
  ]
}
